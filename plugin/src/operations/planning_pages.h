// The pages about what comes before a visit, each in a file of its own; planning_views() has the
// table.
#pragma once

#include <string>
#include <vector>

#include "domain/appointments.h"
#include "operations/appointments.h"
#include "operations/rendering.h"
#include "views/sheet.h"

namespace homevisit::operations {

Result<SharedPage> attempt_page(Rendering& r);
Result<SharedPage> one_attempt(Rendering& r);
Result<SharedPage> plan_page(Rendering& r);
Result<SharedPage> before_page(Rendering& r);
Result<SharedPage> visit_by_number(Rendering& r);
Result<SharedPage> background_page(Rendering& r);
Result<SharedPage> wishes_page(Rendering& r);

// R48: families who help each other, on the page of a guardian.
struct StudentSheet;
Result<std::vector<views::Section>> buddy_sections(const Rendering& r, const StudentSheet& page,
                                                   const std::string& guardian);

// R42: visits that the reader goes on.
Result<std::vector<views::VisitRow>> visit_rows(const Rendering& r,
                                                const std::vector<Planned>& visits);

// R44: visits during which the reader is there for a colleague, now.
Result<std::vector<views::BackgroundRow>> background_rows(const Rendering& r);

// "17 Nov, 15:30"
std::string when_words(const Rendering& r, const Appointment& at);

}  // namespace homevisit::operations
