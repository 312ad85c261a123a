// orgs, academicSessions, courses and classes, and what all loaders share.
#include <fmt/format.h>

#include <optional>
#include <vector>

#include "../oneroster_common/words.h"
#include "oneroster_rows.h"
#include "text.h"

namespace homevisit::local {

bool put(Load& load, CsvTable& table, Statement& upsert) {
  upsert.run();
  if (load.store.changes() != 0) return true;
  table.skip(0, "The id stands in the file twice; this row was skipped.");
  return false;
}

std::string_view Schools::choose(CsvTable& table, std::size_t column) {
  std::string_view other;
  const std::vector<std::string_view> ids = split_list(table[column], ',');
  for (const std::string_view id : ids) {
    const bool known = find_.all(id).step();
    const bool school = known && find_.number(0) != 0;
    find_.reset();
    if (school) return id;
    if (known && other.empty()) other = id;
  }
  if (other.empty() && !ids.empty() && load_.orgs_known) {
    table.warn(column, fmt::format("The school {} is not in orgs.csv; the row is kept without a "
                                   "school.",
                                   shown_id(ids.front())));
  }
  return other;
}

void load_orgs(Load& load, int file) {
  enum { kId, kStatus, kName, kType };
  CsvTable table(load.bundle, file,
                 {{"sourcedId", true}, {"status"}, {"name", true}, {"type", true}}, load.call,
                 load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_org VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET "
                   "name=excluded.name,school=excluded.school,load=excluded.load "
                   "WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_org WHERE id=?");
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    const std::string name = one_line(table[kName]);
    upsert.all(table.id(), name, std::int64_t{same_word(table[kType], "school")}, load.number);
    put(load, table, upsert);
  }
}

void load_sessions(Load& load, int file) {
  enum { kId, kStatus, kYear, kStart, kEnd };
  CsvTable table(
      load.bundle, file,
      {{"sourcedId", true}, {"status"}, {"schoolYear", true}, {"startDate"}, {"endDate"}},
      load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_session VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
                   "school_year=excluded.school_year,load=excluded.load WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_session WHERE id=?");
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    const std::string year = oneroster::school_year(table[kYear], table[kStart], table[kEnd]);
    if (year.empty()) {
      table.warn(kYear, "The school year is no year like 2027; groups of it are kept without one.");
    }
    upsert.all(table.id(), year, load.number);
    put(load, table, upsert);
  }
}

void load_courses(Load& load, int file) {
  enum { kId, kStatus, kSession };
  CsvTable table(load.bundle, file, {{"sourcedId", true}, {"status"}, {"schoolYearSourcedId"}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_course VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
                   "session=excluded.session,load=excluded.load WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_course WHERE id=?");
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    upsert.all(table.id(), table[kSession], load.number);
    put(load, table, upsert);
  }
}

void load_classes(Load& load, int file) {
  enum { kId, kStatus, kTitle, kGrades, kCourse, kType, kSchool, kTerms };
  CsvTable table(load.bundle, file,
                 {{"sourcedId", true},
                  {"status"},
                  {"title", true},
                  {"grades"},
                  {"courseSourcedId"},
                  {"classType", true},
                  {"schoolSourcedId", true},
                  {"termSourcedIds"}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_class VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                   "title=excluded.title,year=excluded.year,home=excluded.home,org=excluded.org,"
                   "course=excluded.course,session=excluded.session,load=excluded.load "
                   "WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_class WHERE id=?");
  Schools schools(load);
  Known session_known(load.store, "SELECT 1 FROM or_session WHERE id=?");
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    const std::optional<hv_ternary> home = oneroster::home_group(table[kType]);
    if (!home) {
      table.warn(kType,
                 "The class type is neither \"homeroom\" nor \"scheduled\"; the class is kept, but "
                 "its teacher is not taken for a mentor.");
    }
    std::string_view session;
    for (const std::string_view term : split_list(table[kTerms], ',')) {
      if (session_known(term)) {
        session = term;
        break;
      }
      if (load.sessions_known) {
        table.warn(kTerms,
                   fmt::format("The term {} is not in academicSessions.csv.", shown_id(term)));
      }
    }
    const std::vector<std::string_view> years = split_list(table[kGrades], ',');
    const std::string title = one_line(table[kTitle]);
    upsert.all(table.id(), title, years.size() == 1 ? years[0] : std::string_view(),
               std::int64_t{home.value_or(HV_UNKNOWN)}, schools.choose(table, kSchool),
               table[kCourse], session, load.number);
    put(load, table, upsert);
  }
}

}  // namespace homevisit::local
