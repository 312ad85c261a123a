#include "journal/roster_tables.h"

namespace homevisit::journal {

// sort_key and search hold folded names (fold.h): SQLite itself folds ASCII only.
const char* const roster_schema = R"(
CREATE TABLE state(
  version INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  students INTEGER NOT NULL,
  guardians INTEGER NOT NULL,
  staff INTEGER NOT NULL,
  groups INTEGER NOT NULL,
  enrolments INTEGER NOT NULL
);
INSERT INTO state VALUES(0, 0, 0, 0, 0, 0, 0);
CREATE TABLE students(
  id TEXT PRIMARY KEY,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  birth_date TEXT,
  school TEXT NOT NULL,
  year TEXT NOT NULL,
  language TEXT NOT NULL,
  address_secret INTEGER NOT NULL,
  official_name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  search TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE guardians(
  id TEXT PRIMARY KEY,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  language TEXT NOT NULL,
  address_secret INTEGER NOT NULL,
  sort_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE care(
  student TEXT NOT NULL,
  guardian TEXT NOT NULL,
  relation TEXT NOT NULL,
  household TEXT NOT NULL,
  custody INTEGER NOT NULL,
  lives_with INTEGER NOT NULL,
  informed INTEGER NOT NULL,
  call_order INTEGER NOT NULL,
  PRIMARY KEY(student, guardian)
) WITHOUT ROWID;
CREATE INDEX care_of_guardian ON care(guardian);
CREATE TABLE staff(
  id TEXT PRIMARY KEY,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  function TEXT NOT NULL,
  sort_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE groups(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  school TEXT NOT NULL,
  year TEXT NOT NULL,
  school_year TEXT NOT NULL,
  home INTEGER NOT NULL,
  sort_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE enrolments(
  group_id TEXT NOT NULL,
  role INTEGER NOT NULL,
  person TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  PRIMARY KEY(group_id, role, person, first_day)
) WITHOUT ROWID;
CREATE INDEX enrolments_of_person ON enrolments(person, role, group_id, first_day, last_day);
)";

// `tokens`: how far each kind was read, and from which system. `touched` is empty but within an
// update: what it has given or taken away, under the keys of the kind's table. Of a student `was`
// says whether it was there before.
const char* const roster_schema_2 = R"(
CREATE TABLE tokens(
  kind INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  token TEXT NOT NULL
);
CREATE TABLE touched(
  kind INTEGER NOT NULL,
  one TEXT NOT NULL,
  two TEXT NOT NULL,
  role INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  was INTEGER NOT NULL,
  stays INTEGER NOT NULL,
  PRIMARY KEY(kind, one, two, role, first_day)
) WITHOUT ROWID;
)";

DateColumn date_column(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return format_date(*date);
}

Ternary ternary_of(std::int64_t value) {
  if (value == static_cast<std::int64_t>(Ternary::yes)) return Ternary::yes;
  if (value == static_cast<std::int64_t>(Ternary::no)) return Ternary::no;
  return Ternary::unknown;
}

Student student_of(std::string id, std::string given, std::string family, std::string sort,
                   const DateColumn& birth, std::string school, std::string year,
                   std::string language, std::int64_t secret, std::string official) {
  Student student;
  student.id = std::move(id);
  student.given_name = std::move(given);
  student.family_name = std::move(family);
  student.sort_name = std::move(sort);
  if (birth) student.birth_date = parse_date(*birth);
  student.school = std::move(school);
  student.year = std::move(year);
  student.language = std::move(language);
  student.address_secret = ternary_of(secret);
  student.official_name = std::move(official);
  return student;
}

Staff staff_of(std::string id, std::string given, std::string family, std::string function) {
  return {std::move(id), std::move(given), std::move(family), std::move(function)};
}

Group group_of(std::string id, std::string name, std::string school, std::string year,
               std::string school_year, std::int64_t home) {
  return {std::move(id),   std::move(name),        std::move(school),
          std::move(year), std::move(school_year), ternary_of(home)};
}

}  // namespace homevisit::journal
