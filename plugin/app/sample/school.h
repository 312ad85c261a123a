// One primary and one secondary school: groups, students, families and staff. A large organisation
// is many of these, made and written one after the other.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sample/draw.h"
#include "sample/family.h"

namespace homevisit::sample {

struct Student {
  std::uint32_t id = 0;
  std::string given_name, preferred_name, family_name;
  std::string_view language;
  std::chrono::year_month_day birth;
  std::size_t group = 0;   // place in Location::groups
  std::size_t family = 0;  // place in Location::families
};

// A home group: in primary "5A", in secondary the stamgroep "H4D".
struct Group {
  std::string name;
  std::string year;  // "groep 5", "havo 4"
  bool secondary = false;
  int age = 0;  // of nearly all its students on 1 October
  std::size_t cohort = 0;
  int places = 0;                      // still to be taken
  int students = 0;                    // who will be in it
  std::vector<std::uint32_t> mentors;  // the first is primary, the second has other days
};

struct StaffMember {
  std::uint32_t id = 0;
  std::string given_name, family_name;
  std::string_view role;  // OneRoster's
  bool secondary = false;
};

// A class on the timetable: one subject for one home group.
struct Lesson {
  std::size_t group = 0, subject = 0;
  std::uint32_t teacher = 0;
};

struct Subject {
  std::string_view code, title;
};
inline constexpr Subject kSubjects[] = {{"ne", "Nederlands"}, {"wi", "Wiskunde"}, {"en", "Engels"}};

struct Location {
  int number = 0;  // from 0
  std::vector<Group> groups;
  std::vector<Family> families;
  std::vector<Student> students;
  std::vector<StaffMember> staff;
  std::vector<Lesson> lessons;
};

// The location with number 0 begins with the students named in sample_school.h.
Location make_location(Draw& draw, Counters& counters, int number, int students, int school_year);

}  // namespace homevisit::sample
