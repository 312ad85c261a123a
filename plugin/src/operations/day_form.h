// The day that a page is as of: asked for in its address, by a form on the page itself.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "operations/rendering.h"
#include "views/sheet.h"

namespace homevisit::operations {

struct DayAsked {
  std::optional<Date> day;     // nothing: today, as where nobody asked
  std::optional<Error> wrong;  // no day of the calendar, still to come, or before our time
};
DayAsked day_asked(const Rendering& r);

// Asks for another day than `as_of`; the answer stands in the address of `action`.
views::SheetForm other_day(const Rendering& r, Date as_of, std::string action);

// What `sheet` (its title, and where it leads back to) is where the day that was asked for is
// wrong: no figures, that nobody may take for those of that day, but the form as it was sent, with
// what is the matter beside the date.
SharedPage ask_again(const Rendering& r, views::Sheet sheet, std::string action,
                     const Error& wrong);

}  // namespace homevisit::operations
