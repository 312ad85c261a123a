#include "courses.h"

#include <algorithm>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/once.h"
#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

Course course_of(const sdk::Value& row, const char* category) {
  Course course;
  course.id = row["id"].id();
  course.name = sdk::one_line(row["fullname"].text());
  course.short_name = sdk::one_line(row["shortname"].text());
  course.category = row[category].integer().value_or(0);
  course.begins = row["startdate"].integer().value_or(0);
  course.ends = row["enddate"].integer().value_or(0);
  course.hidden = row["visible"].integer() == 0 || row["visible"].boolean() == false;
  return course;
}

bool is_chosen(const Settings& settings, const Course& course) {
  const auto& categories = settings.categories;
  return (categories.empty() ||
          std::find(categories.begin(), categories.end(), course.category) != categories.end()) &&
         (settings.courses.empty() || sdk::is_like(course.short_name, settings.courses));
}

void add(const Service& service, const Fields& wanted, sdk::Once& once, std::vector<Course>& out) {
  const sdk::Json answer = service.read("core_course_get_courses_by_field", wanted, "courses");
  require_list(answer.root()["courses"], "courses");
  for (const sdk::Value row : answer.root()["courses"]) {
    if (row["format"].text() == "site") continue;
    Course course = course_of(row, "categoryid");
    if (course.id.empty()) {
      service.host().warn("Moodle gave a course without an id; it was left out.");
    } else if (is_chosen(service.settings(), course) && once(course.id)) {
      out.push_back(std::move(course));
    }
  }
}

}  // namespace

std::string Course::school_year() const {
  if (begins <= 0) return {};
  // Midnight where the school is may be the day before in UTC. Courses are set to begin on a day of
  // the summer: from July on it is the new year.
  const std::string day = sdk::date_of_ms((begins + 14 * 3600) * 1000);
  const int year = std::stoi(day.substr(0, 4)) - (day.substr(5, 2) < "07" ? 1 : 0);
  return std::to_string(year) + "-" + std::to_string(year + 1);
}

std::vector<Course> all_courses(const Service& service) {
  std::vector<Course> out;
  sdk::Once once;
  if (service.settings().categories.empty()) add(service, {}, once, out);
  for (const std::int64_t category : service.settings().categories)
    add(service, {{"field", "category"}, {"value", std::to_string(category)}}, once, out);
  return out;
}

std::vector<Course> open_courses(const Service& service) {
  std::vector<Course> courses = all_courses(service);
  const std::int64_t now = service.host().now_ms();
  std::erase_if(courses, [&](const Course& course) { return !course.is_open(now); });
  return courses;
}

std::vector<Course> courses_of(const Service& service, std::string_view student) {
  // The count of the enrolled is dear, and nobody asks for it.
  const sdk::Json answer = service.read(
      "core_enrol_get_users_courses", {{"userid", std::string(student)}, {"returnusercount", "0"}},
      "the courses of a student");
  require_list(answer.root(), "the courses of a student");
  std::vector<Course> out;
  const std::int64_t now = service.host().now_ms();
  for (const sdk::Value row : answer.root()) {
    Course course = course_of(row, "category");
    if (!course.id.empty() && course.is_open(now) && is_chosen(service.settings(), course))
      out.push_back(std::move(course));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Course& a, const Course& b) { return a.begins > b.begins; });
  return out;
}

}  // namespace homevisit::moodle
