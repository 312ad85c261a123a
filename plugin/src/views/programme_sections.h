// Parts of the page of the programme: what is proposed, and the way to other school years.
#pragma once

#include <functional>
#include <vector>

#include "views/school_pages.h"

namespace homevisit::views {

// A form of that page; `fill` may be empty.
SheetForm programme_part(const ProgrammeModel& model, const char* name, const char* path,
                         std::function<void(const FieldGroup&)> fill);

// R4: the choice of students that waits for a second person, and what became of earlier ones.
// REQUIRES: model.waiting
Section waiting_section(const ProgrammeModel& model, const text::Catalogue& words);
Section proposals_section(const Frame& frame, const ProgrammeModel& model);

// To the programme of last, this and next school year, but for the one that is shown.
std::vector<Link> links_of_years(const Frame& frame, const ProgrammeModel& model, const char* path);

}  // namespace homevisit::views
