// Courses: what homevisit knows as groups, and where notes are kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service.h"

namespace homevisit::moodle {

struct Course {
  std::string id, name, short_name;
  std::int64_t category = 0;
  std::int64_t begins = 0, ends = 0;  // seconds since 1970; 0: not said
  bool hidden = false;

  // Classes of earlier years stay in Moodle; their mentors no longer are. A course that is hidden
  // is not in use yet, or no more.
  bool is_open(std::int64_t now_ms) const { return !hidden && (ends == 0 || ends > now_ms / 1000); }
  // "2026-2027" by the day on which it begins; "" where that is not said.
  std::string school_year() const;
};

// The courses that the settings choose, by id; without the front page, which is a course, too.
// Closed ones as well.
std::vector<Course> all_courses(const Service& service);
// Those of them that are open.
std::vector<Course> open_courses(const Service& service);
// The open ones of them in which a student is now, the one that began last first.
std::vector<Course> courses_of(const Service& service, std::string_view student);

}  // namespace homevisit::moodle
