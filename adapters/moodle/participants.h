// Who takes part in a course, and as what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "courses.h"
#include "service.h"

namespace homevisit::moodle {

enum class Part { none, student, teacher, mentor };

struct Participant {
  std::string id;
  std::string given_name, family_name;  // where they were asked for
  std::string role;                     // the name of the role that counts, as Moodle says it
  Part part = Part::none;
};

// All who are active in a course and have a role that the settings name. The whole course at once:
// Moodle leaves out whom our user may not see after it has counted them, so pages have holes, and
// an empty one need not be the last.
std::vector<Participant> participants(const Service& service, const Course& course, bool names);

// Whether somebody is mentor in the course. Remembered for a while.
bool has_mentor(const Service& service, const Course& course);

}  // namespace homevisit::moodle
