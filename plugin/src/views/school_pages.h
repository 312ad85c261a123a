// Pages about the school: what it has decided, who takes part, what families read. Each is a sheet
// (views/sheet.h). No family stands in them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/roster.h"
#include "domain/school/school.h"
#include "views/sheet.h"
#include "views/views.h"

namespace homevisit::views {

// The pages of the school that this reader may open (school_hub.cc has the table).
std::string school_hub(const Frame&);
// Does this role find them in the head of every page?
bool has_school_link(std::string_view role);

Link to_school(const Frame&);
// The beginning of a page that is reached from there.
Sheet sheet_about_school(const Frame&, std::string title);

// R4: whom a choice of students is made from.
struct ClassOfStudents {
  std::string name;
  std::vector<Student> students;
};

// How many students of today the programme and each of its rules are about.
struct ReachOfRules {
  int reached = 0;
  std::vector<int> by_rule;
};

// The same page, of the school year before or after.
struct YearLink {
  std::string school_year;
  enum class Place { last, now, next } place = Place::now;  // seen from today
};

struct ProgrammeModel {
  std::string school_year;
  std::optional<school::Programme> programme;  // as this reader may see it
  std::optional<school::Programme> waiting;
  bool is_over = false;                     // the school year
  std::string proposed_by;                  // name of who proposed the one that waits
  bool of_concern = false;                  // its reason speaks of worry
  std::vector<school::Proposal> proposals;  // for those two: those that ended
  bool may_withdraw = false;                // who proposed it
  std::vector<std::string> years;           // that the roster has
  std::optional<ReachOfRules> reach;        // for those two, of a year that is not over
  std::vector<YearLink> other_years;
  bool may_set = false;      // a school leader
  bool may_approve = false;  // a second person
  bool answers = false;      // takes part or not: has a place in the roster
  school::Participation own = school::Participation::not_asked;
  std::vector<school::ClosedDays> proposed_days;  // feast days that are not in the calendar yet
  std::vector<Staff> colleagues;
  std::vector<Group> groups;
  std::vector<ClassOfStudents> classes;       // programme_form: every student in one of them
  std::vector<std::string> chosen, proposed;  // programme_page: the chosen, by name and class
  StaffName staff_name;
  FormState state;
};
std::string programme_page(const Frame&, const ProgrammeModel&);
std::string programme_form(const Frame&, const ProgrammeModel&);

struct ParticipationModel {
  std::string school_year;
  const school::School* school = nullptr;
  std::vector<Staff> staff;
  StaffName staff_name;
  FormState state;
};
std::string participation_page(const Frame&, const ParticipationModel&);

struct NoticeModel {
  const school::School* school = nullptr;
  const school::NoticePublished* notice = nullptr;  // notice_page: the version shown
  const school::NoticePublished* holds = nullptr;   // today
  std::string language;
  school::Audience audience = school::Audience::parents;
  std::vector<school::NoticeText> texts;  // notice_form: to start from
  std::string school_language;
  bool may_publish = false;
  FormState state;
};
std::string notice_list_page(const Frame&, const NoticeModel&);
std::string notice_form(const Frame&, const NoticeModel&);
std::string notice_page(const Frame&, const NoticeModel&);

}  // namespace homevisit::views
