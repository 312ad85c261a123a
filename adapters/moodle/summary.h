// The line in a profile field of the student that says when the last visit was and when the next
// contact is.
#pragma once

#include <string>
#include <vector>

#include "service.h"
#include "sheet.h"

namespace homevisit::moodle {

// "2026-10-12, next contact 2026-11-30", where `next` is "next contact"; "" where there was no
// visit. Made from the notes alone, so that it is true after any change of any of them.
std::string summary_of(const std::vector<Sheet>& sheets, const std::string& next);

// Writes the line and reads it back, for Moodle says nothing where it has no such field. Throws
// Failure.
void write_summary(const Service& service, const std::string& student, const std::string& line);

}  // namespace homevisit::moodle
