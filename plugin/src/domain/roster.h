// The roster as the school's system gives it: who is a student, who looks after them, which staff
// works with which group. Read from the SIS, never edited here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace homevisit {

// What the SIS may not know. Unknown is never read as "no".
enum class Ternary { unknown = 0, no = 1, yes = 2 };

struct Student {
  std::string id;  // the SIS's own
  std::string given_name;
  std::string family_name;
  std::string sort_name;
  std::optional<Date> birth_date;
  std::string school;
  std::string year;
  std::string language;  // BCP 47
  Ternary address_secret = Ternary::unknown;
  std::string official_name;  // given names on record where they are others; never shown

  std::string name() const {
    return family_name.empty() ? given_name : given_name + " " + family_name;
  }
};

// A guardian as seen from one student: the person and the relation together.
struct Guardian {
  std::string id;
  std::string given_name;
  std::string family_name;
  std::string language;  // BCP 47, to talk in
  Ternary address_secret = Ternary::unknown;
  std::string relation;   // as the roster says it
  std::string household;  // same text, same address; "" where not known
  Ternary custody = Ternary::unknown;
  Ternary lives_with = Ternary::unknown;
  Ternary informed = Ternary::unknown;  // no: the school must not inform this guardian
  int order = 0;                        // 1 = first to be called

  std::string name() const {
    return family_name.empty() ? given_name : given_name + " " + family_name;
  }
};

struct Staff {
  std::string id;
  std::string given_name;
  std::string family_name;
  std::string function;

  std::string name() const {
    return family_name.empty() ? given_name : given_name + " " + family_name;
  }
};

struct Group {
  std::string id;
  std::string name;
  std::string school;
  std::string year;
  std::string school_year;
  Ternary home = Ternary::unknown;
};

enum class MemberRole { student = 1, mentor = 2, teacher = 3 };

struct Enrolment {
  std::string group;
  std::string person;
  MemberRole role = MemberRole::student;
  std::optional<Date> begin;  // nothing: always
  std::optional<Date> end;    // last day; nothing: open
};

// All that one page about one student needs to know of the roster.
struct StudentFile {
  Student student;
  std::vector<Guardian> guardians;  // by order, then name
  std::vector<Student> siblings;    // students of the school who share a guardian
  std::vector<Group> groups;        // on the day asked for
};

}  // namespace homevisit
