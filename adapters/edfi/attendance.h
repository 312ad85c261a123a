// A visit as an attendance event of the program: that it took place, on which day, for those who
// count visits. What was talked about stands in the evaluations.
#pragma once

#include <string>
#include <string_view>

#include "session.h"

namespace homevisit::edfi {

// Student, program, day and category are the natural key, so visits of one day share one event,
// with a tag for each. An event that others made is left as it is.
void place_visit(const Session& session, std::string_view student, const std::string& marker,
                 std::string_view date, std::string_view title);

// Takes the tag out, and the event with the last one. False: no event had it.
bool remove_visit(const Session& session, std::string_view student, const std::string& marker);

}  // namespace homevisit::edfi
