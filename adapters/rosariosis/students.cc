#include "students.h"

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/once.h"
#include "homevisit/sdk/words.h"

namespace homevisit::rosariosis {
namespace {

using Titles = std::map<std::string, std::string, std::less<>>;

const std::string& title_of(const Titles& titles, const std::string& id) {
  static const std::string nothing;
  const auto title = titles.find(id);
  return title == titles.end() ? nothing : title->second;
}

Titles read_grades(const Session& session) {
  Titles grades;
  session.each(
      {.table = "school_gradelevels", .columns = {"id", "short_name", "title"}, .keys = {"id"}},
      [&](const Value& row) {
        std::string name = sdk::one_line(row["short_name"].text());
        if (name.empty()) name = sdk::one_line(row["title"].text());
        grades[row["id"].id()] = std::move(name);
      });
  return grades;
}

std::string joined(std::string a, std::string_view b) {
  const std::string rest = sdk::one_line(b);
  return rest.empty() ? a : a.empty() ? rest : a + " " + rest;
}

Query students_query(const StudentFields& fields) {
  Query query{.table = "students",
              .columns = {"student_id", "first_name", "middle_name", "last_name", "name_suffix"},
              .keys = {"student_id"}};
  for (const std::string* column : {&fields.called, &fields.birth_date, &fields.language})
    if (!column->empty()) query.columns.push_back(*column);
  return query;
}

}  // namespace

Titles read_schools(const Session& session, const Years& years) {
  Titles schools;
  // The key of the table is (id, syear): one school has a row for each year.
  session.each({.table = "schools",
                .columns = {"id", "syear", "title"},
                .keys = {"id", "syear"},
                .filters = {{"syear", "in", years.list()}}},
               [&](const Value& row) {
                 if (years.is_current(row["id"].id(), row["syear"].id()))
                   schools[row["id"].id()] = sdk::one_line(row["title"].text());
               });
  return schools;
}

void list_students(const Session& session, sdk::Sink& sink) {
  const Years years = Years::read(session);
  const Enrolled enrolled = Enrolled::read(session, years);
  const Titles schools = read_schools(session, years), grades = read_grades(session);
  const StudentFields& fields = session.config().fields;
  sdk::Once once;
  session.each_of(students_query(fields), "student_id", enrolled.ids(), [&](const Value& row) {
    const std::string id = row["student_id"].id();
    const auto place = enrolled.all().find(id);
    if (place == enrolled.all().end() || !once(id)) return;
    const std::string first = sdk::one_line(row["first_name"].text());
    const std::string called =
        fields.called.empty() ? "" : sdk::one_line(row[fields.called].text());
    const std::string family =
        joined(sdk::one_line(row["last_name"].text()), row["name_suffix"].text());
    const std::string official = joined(first, row["middle_name"].text());
    const std::string birth = fields.birth_date.empty()
                                  ? ""
                                  : sdk::calendar_date(row[fields.birth_date].text()).value_or("");
    const std::string language =
        fields.language.empty() ? "" : language_of(row[fields.language].text());
    hv_student student{};
    student.id = sdk::str(id);
    student.given_name = sdk::str(called.empty() ? first : called);
    student.family_name = sdk::str(family);
    student.birth_date = sdk::str(birth);
    student.school = sdk::str(title_of(schools, place->second.school));
    student.year = sdk::str(title_of(grades, place->second.grade));
    student.language = sdk::str(language);
    if (official != (called.empty() ? first : called)) student.official_name = sdk::str(official);
    sink.put(student);
  });
}

}  // namespace homevisit::rosariosis
