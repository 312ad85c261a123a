#include "groups.h"

#include <algorithm>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/once.h"
#include "homevisit/sdk/words.h"
#include "staff.h"
#include "students.h"

namespace homevisit::rosariosis {
namespace {

struct Course {
  std::string title;
  bool mentors = false;
};
using Courses = std::map<std::string, Course, std::less<>>;

Courses read_courses(const Session& session, const Years& years) {
  Courses courses;
  session.each(
      {.table = "courses",
       .columns = {"course_id", "title", "short_name"},
       .keys = {"course_id"},
       .filters = {{"syear", "in", years.list()}}},
      [&](const Value& row) {
        courses[row["course_id"].id()] = {
            sdk::one_line(row["title"].text()),
            is_mentor_course(session.config(), row["title"].text(), row["short_name"].text())};
      });
  return courses;
}

struct CoursePeriod {
  std::string id, school, name;
  std::string teachers[2];  // ids of this year
  const MarkingPeriod* period = nullptr;
  bool mentors = false;
};

// The title of a course period names its teacher; so it is put together anew.
std::string name_of(const std::string& course, const std::string& short_name) {
  if (short_name.empty() || course.find(short_name) != std::string::npos) return course;
  return course.empty() ? short_name : course + " " + short_name;
}

std::vector<CoursePeriod> read_periods(const Session& session, const Years& years) {
  const Courses courses = read_courses(session, years);
  std::vector<CoursePeriod> periods;
  session.each(
      {.table = "course_periods",
       .columns = {"course_period_id", "syear", "school_id", "course_id", "short_name",
                   "marking_period_id", "teacher_id", "secondary_teacher_id"},
       .keys = {"course_period_id"},
       .filters = {{"syear", "in", years.list()}}},
      [&](const Value& row) {
        const auto course = courses.find(row["course_id"].id());
        if (course == courses.end() || !years.is_current(row["school_id"].id(), row["syear"].id()))
          return;
        periods.push_back({row["course_period_id"].id(),
                           row["school_id"].id(),
                           name_of(course->second.title, sdk::one_line(row["short_name"].text())),
                           {row["teacher_id"].id(), row["secondary_teacher_id"].id()},
                           years.period(row["marking_period_id"].id()),
                           course->second.mentors});
      });
  return periods;
}

void put_teachers(const CoursePeriod& period, const StaffIds& ids, sdk::Sink& sink) {
  std::string before;
  for (const std::string& teacher : period.teachers) {
    const std::string id = ids.first_id(teacher);
    if (id.empty() || id == before) continue;
    hv_enrolment enrolment{};
    enrolment.group = sdk::str(period.id);
    enrolment.person = sdk::str(id);
    enrolment.role = period.mentors ? HV_MEMBER_MENTOR : HV_MEMBER_TEACHER;
    sink.put(enrolment);
    before = id;
  }
}

// A course of a quarter has its students in that quarter only, whether their rows say so or not.
void put_student(const Value& row, const std::string& student, const CoursePeriod& group,
                 const Years& years, sdk::Once& once, sdk::Sink& sink) {
  std::string begin = sdk::calendar_date(row["start_date"].text()).value_or("");
  std::string end = sdk::calendar_date(row["end_date"].text()).value_or("");
  const MarkingPeriod* period = years.period(row["marking_period_id"].id());
  if (period == nullptr) period = group.period;
  if (period != nullptr && !period->whole_year) {
    begin = std::max(begin, period->begin);
    if (!period->end.empty() && (end.empty() || period->end < end)) end = period->end;
  }
  if (!end.empty() && end < begin) return;  // dropped before it began
  if (!once(group.id + "/" + student + "/" + begin)) return;
  hv_enrolment enrolment{};
  enrolment.group = sdk::str(group.id);
  enrolment.person = sdk::str(student);
  enrolment.role = HV_MEMBER_STUDENT;
  enrolment.begin_date = sdk::str(begin);
  enrolment.end_date = sdk::str(end);
  sink.put(enrolment);
}

}  // namespace

void list_groups(const Session& session, sdk::Sink& sink) {
  const Years years = Years::read(session);
  const auto schools = read_schools(session, years);
  const hv_ternary others = session.config().mentor_courses.empty() ? HV_UNKNOWN : HV_NO;
  for (const CoursePeriod& period : read_periods(session, years)) {
    const auto school = schools.find(period.school);
    const std::string year = years.name(period.school);
    hv_group group{};
    group.id = sdk::str(period.id);
    group.name = sdk::str(period.name);
    if (school != schools.end()) group.school = sdk::str(school->second);
    group.school_year = sdk::str(year);
    group.home = period.mentors ? HV_YES : others;
    sink.put(group);
  }
}

void list_enrolments(const Session& session, sdk::Sink& sink) {
  const Years years = Years::read(session);
  const Enrolled enrolled = Enrolled::read(session, years);
  const StaffIds ids = StaffIds::read(session);
  std::map<std::string, CoursePeriod, std::less<>> groups;
  for (CoursePeriod& period : read_periods(session, years)) {
    put_teachers(period, ids, sink);
    const std::string id = period.id;
    groups.emplace(id, std::move(period));
  }
  // The table has no key at all.
  sdk::Once once;
  session.each(
      {.table = "schedule",
       .columns = {"student_id", "course_period_id", "marking_period_id", "start_date", "end_date"},
       .keys = {"student_id", "course_period_id", "start_date"},
       .filters = {{"syear", "in", years.list()}}},
      [&](const Value& row) {
        const std::string student = row["student_id"].id();
        const auto group = groups.find(row["course_period_id"].id());
        if (group == groups.end() || !enrolled.has(student)) return;
        put_student(row, student, group->second, years, once, sink);
      });
}

}  // namespace homevisit::rosariosis
