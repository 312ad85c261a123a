// Staff across school years. `staff` has a row per year with an id of its own, and `rollover_id`
// names the row of the year before: a person is known by the first of them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "homevisit/sdk/sink.h"
#include "years.h"

namespace homevisit::rosariosis {

class StaffIds {
 public:
  // Administrators and teachers of all years; ids alone. Parents have accounts there, too, and are
  // left out.
  static StaffIds read(const Session& session);

  // "" where there is no such member of staff.
  std::string first_id(const std::string& id) const;

 private:
  std::map<std::string, std::string, std::less<>> before_;  // id -> that of the year before, or ""
};

// Who works there in the current year.
void list_staff(const Session& session, sdk::Sink& sink);

}  // namespace homevisit::rosariosis
