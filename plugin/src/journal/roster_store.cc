#include "journal/roster_store.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <sstream>

#include "base/fold_name.h"
#include "journal/reading.h"
#include "journal/roster_tables.h"
#include "journal/roster_update.h"
#include "journal/rows.h"
#include "journal/session_pool.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

constexpr const char* kind = "roster";
constexpr int busy_timeout_ms = 5000;

// These are pasted into the statements below: one text per statement, as prepared ones need.
#define STUDENT                                                                             \
  "SELECT t.id, t.given_name, t.family_name, t.sort_name, t.birth_date, t.school, t.year, " \
  "t.language, t.address_secret, t.official_name FROM students t "
#define STAFF "SELECT t.id, t.given_name, t.family_name, t.function FROM staff t "
#define GROUP "SELECT g.id, g.name, g.school, g.year, g.school_year, g.home FROM groups g "
#define ON_DAY(e) " AND " e ".first_day <= :day AND " e ".last_day >= :day "

Error missing(const char* what) {
  return {HV_NOT_FOUND, "not_in_roster",
          fmt::format("This {} is not in the roster. If it is new in the school's system, read the "
                      "roster again.",
                      what)};
}

class OpenRosterStore final : public RosterStore {
 public:
  explicit OpenRosterStore(const std::string& path) : pool_(path, kind, busy_timeout_ms) {}

  Status prepare();

  Result<std::unique_ptr<RosterUpdate>> replace() override {
    return begin_roster_update(pool_, true);
  }
  Result<std::unique_ptr<RosterUpdate>> change() override {
    return begin_roster_update(pool_, false);
  }

  Result<std::int64_t> version() override {
    HV_ASSIGN(const auto session, pool_.reader());
    HV_ASSIGN(const auto row, session->one<std::int64_t>("SELECT version FROM state"));
    return row ? std::get<0>(*row) : 0;
  }

  Result<RosterCounts> counts() override;
  Result<StudentFile> file(const std::string& student, Date day) override;

  Result<Student> student(const std::string& id) override {
    HV_ASSIGN(auto found, students(STUDENT "WHERE t.id = :id", id));
    if (found.empty()) return missing("student");
    return std::move(found.front());
  }
  Result<std::vector<Guardian>> guardians(const std::string& student) override {
    HV_ASSIGN(const auto session, pool_.reader());
    return guardians_on(*session, student);
  }
  Status each_student(const std::function<Status(const Student&)>& visit) override {
    HV_ASSIGN(const auto session, pool_.reader());
    return session->each<std::string, std::string, std::string, std::string, DateColumn,
                         std::string, std::string, std::string, std::int64_t, std::string>(
        STUDENT "ORDER BY t.id",
        [&](auto... columns) { return visit(student_of(std::move(columns)...)); });
  }
  Status each_member(const std::string& group, std::span<const Date> days,
                     const MemberVisit& visit) override;
  Status each_year(const YearVisit& visit) override;
  Status each_first_day(const FirstDayVisit& visit) override;
  Result<Staff> staff(const std::string& id) override {
    HV_ASSIGN(auto found, some_staff(STAFF "WHERE t.id = :id", id));
    if (found.empty()) return missing("member of staff");
    return std::move(found.front());
  }
  Result<Group> group(const std::string& id) override {
    HV_ASSIGN(auto found, some_groups(GROUP "WHERE g.id = :id", id));
    if (found.empty()) return missing("group");
    return std::move(found.front());
  }

  // A stretch without a first day begins before every day: parse_date knows none so early.
  Result<std::optional<Date>> first_day(const std::string& student) override {
    return one_day("SELECT min(first_day) FROM enrolments WHERE person = :person AND role = 1",
                   student);
  }
  Result<std::optional<Date>> earliest_first_day() override {
    return one_day("SELECT min(first_day) FROM enrolments WHERE role = 1 AND first_day > :long_ago",
                   std::string(long_ago));
  }

  Result<std::vector<Group>> groups() override {
    return some_groups(GROUP "ORDER BY g.school, g.sort_key, g.id");
  }
  Result<std::vector<Staff>> all_staff() override {
    return some_staff(STAFF "ORDER BY t.sort_key, t.id");
  }
  Result<std::vector<Staff>> staff_of_group(const std::string& group, MemberRole role,
                                            Date day) override {
    return some_staff(
        STAFF
        "WHERE t.id IN (SELECT e.person FROM enrolments e "
        "WHERE e.group_id = :group AND e.role = :role" ON_DAY("e") ") ORDER BY t.sort_key, t.id",
        group, static_cast<int>(role), format_date(day));
  }
  Result<std::vector<Group>> groups_of_staff(const std::string& staff, MemberRole role,
                                             Date day) override {
    return groups_of(staff, role, day);
  }
  Result<std::vector<Student>> students_of_group(const std::string& group, Date day) override {
    return students(
        STUDENT
        "WHERE t.id IN (SELECT e.person FROM enrolments e "
        "WHERE e.group_id = :group AND e.role = 1" ON_DAY("e") ") ORDER BY t.sort_key, t.id",
        group, format_date(day));
  }

  Result<bool> works_with(const std::string& staff, MemberRole role, const std::string& student,
                          Date day) override {
    HV_ASSIGN(const auto session, pool_.reader());
    HV_ASSIGN(const auto row,
              session->one<std::int64_t>(
                  "SELECT 1 FROM enrolments e JOIN enrolments s ON s.group_id = e.group_id "
                  "WHERE e.person = :staff AND e.role = :role AND s.person = :student "
                  "AND s.role = 1" ON_DAY("e") ON_DAY("s") "LIMIT 1",
                  staff, static_cast<int>(role), student, format_date(day)));
    return row.has_value();
  }

  Result<std::vector<Student>> search(const std::string& text, int limit) override;

 private:
  template <typename... In>
  Result<std::vector<Student>> students(const char* sql, const In&... in) {
    HV_ASSIGN(const auto session, pool_.reader());
    return students_on(*session, sql, in...);
  }
  template <typename... In>
  static Result<std::vector<Student>> students_on(Session& session, const char* sql,
                                                  const In&... in) {
    std::vector<Student> found;
    HV_TRY((session.each<std::string, std::string, std::string, std::string, DateColumn,
                         std::string, std::string, std::string, std::int64_t, std::string>(
        sql,
        [&](auto... columns) {
          found.push_back(student_of(std::move(columns)...));
          return ok();
        },
        in...)));
    return found;
  }
  static Result<std::vector<Guardian>> guardians_on(Session& session, const std::string& student);
  template <typename... In>
  Result<std::optional<Date>> one_day(const char* sql, const In&... in) {
    HV_ASSIGN(const auto session, pool_.reader());
    HV_ASSIGN(const auto row, session->one<std::optional<std::string>>(sql, in...));
    if (!row || !std::get<0>(*row)) return std::optional<Date>();
    return parse_date(*std::get<0>(*row));
  }
  template <typename... In>
  Result<std::vector<Staff>> some_staff(const char* sql, const In&... in) {
    HV_ASSIGN(const auto session, pool_.reader());
    std::vector<Staff> found;
    HV_TRY((session->each<std::string, std::string, std::string, std::string>(
        sql,
        [&](auto... columns) {
          found.push_back(staff_of(std::move(columns)...));
          return ok();
        },
        in...)));
    return found;
  }
  template <typename... In>
  Result<std::vector<Group>> some_groups(const char* sql, const In&... in) {
    HV_ASSIGN(const auto session, pool_.reader());
    return groups_on(*session, sql, in...);
  }
  template <typename... In>
  static Result<std::vector<Group>> groups_on(Session& session, const char* sql, const In&... in) {
    std::vector<Group> found;
    HV_TRY((
        session.each<std::string, std::string, std::string, std::string, std::string, std::int64_t>(
            sql,
            [&](auto... columns) {
              found.push_back(group_of(std::move(columns)...));
              return ok();
            },
            in...)));
    return found;
  }
  Result<std::vector<Group>> groups_of(const std::string& person, MemberRole role, Date day) {
    HV_ASSIGN(const auto session, pool_.reader());
    return groups_of_on(*session, person, role, day);
  }
  static Result<std::vector<Group>> groups_of_on(Session& session, const std::string& person,
                                                 MemberRole role, Date day) {
    return groups_on(session,
                     GROUP
                     "WHERE g.id IN (SELECT e.group_id FROM enrolments e "
                     "WHERE e.person = :person AND e.role = :role" ON_DAY(
                         "e") ") ORDER BY g.school, g.sort_key, g.id",
                     person, static_cast<int>(role), format_date(day));
  }

  SessionPool pool_;
};

Status OpenRosterStore::prepare() {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const auto id, session->one<std::int64_t>("PRAGMA application_id"));
  HV_ASSIGN(const auto version, session->one<std::int64_t>("PRAGMA user_version"));
  const std::int64_t found_id = id ? std::get<0>(*id) : 0;
  const std::int64_t found = version ? std::get<0>(*version) : 0;
  if (found_id == roster_application_id && found == roster_version) return ok();
  HV_ASSIGN(const auto tables, session->one<std::int64_t>("SELECT count(*) FROM sqlite_master"));
  const bool is_new = found_id == 0 && found == 0 && tables && std::get<0>(*tables) == 0;
  if (!is_new && found_id != roster_application_id)
    return Error{HV_DATA_LOSS, "not_a_roster",
                 fmt::format("The file {} is not a homevisit roster. Check the path in the "
                             "configuration.",
                             pool_.path())};
  if (!is_new && found != 1)
    return Error{HV_UNSUPPORTED, "roster_newer",
                 fmt::format("The roster {} has format {}, and this version of homevisit knows "
                             "format {}. Remove the file and read the roster again.",
                             pool_.path(), found, roster_version)};
  HV_TRY(session->script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={};",
                                     roster_application_id, roster_version)));
  if (is_new) HV_TRY(session->script(roster_schema));
  HV_TRY(session->script(roster_schema_2));
  return writing.commit();
}

Result<RosterCounts> OpenRosterStore::counts() {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto row, (session->one<std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                                          std::int64_t, std::int64_t>(
                                "SELECT students, guardians, staff, groups, enrolments, read_at "
                                "FROM state")));
  RosterCounts counts;
  if (row)
    std::tie(counts.students, counts.guardians, counts.staff, counts.groups, counts.enrolments,
             counts.read_at) = *row;
  return counts;
}

Result<StudentFile> OpenRosterStore::file(const std::string& student, Date day) {
  HV_ASSIGN(const auto session, pool_.reader());
  // One snapshot: a roster that is replaced meanwhile must not show halves of two.
  HV_ASSIGN(const Reading reading, Reading::begin(*session));
  StudentFile file;
  HV_ASSIGN(auto found, students_on(*session, STUDENT "WHERE t.id = :id", student));
  if (found.empty()) return missing("student");
  file.student = std::move(found.front());
  HV_ASSIGN(file.guardians, guardians_on(*session, student));
  HV_ASSIGN(file.siblings,
            students_on(*session,
                        STUDENT "WHERE t.id IN (SELECT other.student FROM care mine "
                                "JOIN care other ON other.guardian = mine.guardian "
                                "WHERE mine.student = :student AND other.student <> :student) "
                                "ORDER BY t.sort_key, t.id",
                        student));
  HV_ASSIGN(file.groups, groups_of_on(*session, student, MemberRole::student, day));
  return file;
}

Result<std::vector<Guardian>> OpenRosterStore::guardians_on(Session& session,
                                                            const std::string& student) {
  std::vector<Guardian> guardians;
  HV_TRY(
      (session.each<std::string, std::string, std::string, std::string, std::int64_t, std::string,
                    std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
          "SELECT g.id, g.given_name, g.family_name, g.language, g.address_secret, c.relation, "
          "c.household, c.custody, c.lives_with, c.informed, c.call_order "
          "FROM care c JOIN guardians g ON g.id = c.guardian WHERE c.student = :student "
          "ORDER BY c.call_order = 0, c.call_order, g.sort_key, g.id",
          [&](std::string id, std::string given, std::string family, std::string language,
              std::int64_t secret, std::string relation, std::string household,
              std::int64_t custody, std::int64_t lives_with, std::int64_t informed,
              std::int64_t order) {
            guardians.push_back({std::move(id), std::move(given), std::move(family),
                                 std::move(language), ternary_of(secret), std::move(relation),
                                 std::move(household), ternary_of(custody), ternary_of(lives_with),
                                 ternary_of(informed), static_cast<int>(order)});
            return ok();
          },
          student)));
  return guardians;
}

// Every word must begin a word of the name or the id; more than four words narrow no further.
// Two hundred thousand rows for a hundred thousand students.
#define ON_FIRST "(e.first_day <= ?1 AND e.last_day >= ?1)"
#define ON_SECOND "(e.first_day <= ?2 AND e.last_day >= ?2)"
#define MEMBERS                                                                      \
  "SELECT e.group_id, e.person, c.guardian, " ON_FIRST " + 2 * " ON_SECOND           \
  " FROM enrolments e "                                                              \
  "LEFT JOIN care c ON c.student = e.person AND c.custody <> 1 AND c.informed <> 1 " \
  "WHERE e.role = 1 AND (" ON_FIRST " OR " ON_SECOND ") "

Status OpenRosterStore::each_member(const std::string& group, std::span<const Date> days,
                                    const MemberVisit& visit) {
  constexpr std::string_view all = MEMBERS "ORDER BY e.group_id, e.person, e.first_day";
  constexpr std::string_view one = MEMBERS "AND e.group_id = ?3 ORDER BY e.person, e.first_day";
  const std::string first = format_date(days.front()), second = format_date(days.back());
  const unsigned asked = days.size() == 1 ? 1 : 3;
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(Rows rows, Rows::of(*session, group.empty() ? all : one));
  HV_TRY(rows.bind(1, first));
  HV_TRY(rows.bind(2, second));
  if (!group.empty()) HV_TRY(rows.bind(3, group));
  while (true) {
    HV_ASSIGN(const bool more, rows.next());
    if (!more) return ok();
    HV_TRY(visit(rows.text(0), rows.text(1), rows.text(2),
                 static_cast<unsigned>(rows.number(3)) & asked));
  }
}

#undef MEMBERS
#undef ON_SECOND
#undef ON_FIRST

Status OpenRosterStore::each_year(const YearVisit& visit) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(Rows rows, Rows::of(*session, "SELECT id, year FROM students WHERE year <> ''"));
  while (true) {
    HV_ASSIGN(const bool more, rows.next());
    if (!more) return ok();
    HV_TRY(visit(rows.text(0), rows.text(1)));
  }
}

Status OpenRosterStore::each_first_day(const FirstDayVisit& visit) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(Rows rows, Rows::of(*session,
                                "SELECT person, min(first_day) FROM enrolments WHERE role = 1 "
                                "GROUP BY person"));
  while (true) {
    HV_ASSIGN(const bool more, rows.next());
    if (!more) return ok();
    HV_TRY(visit(rows.text(0), parse_date(rows.text(1))));
  }
}

Result<std::vector<Student>> OpenRosterStore::search(const std::string& text, int limit) {
  std::array<std::string, 4> words;
  std::istringstream stream(fold_name(text));
  std::string word;
  for (std::size_t i = 0; i < words.size() && stream >> word; ++i) words[i] = " " + word;
  if (words[0].empty() || limit <= 0) return std::vector<Student>();
  return students(STUDENT
                  "WHERE instr(t.search, :a) > 0 AND instr(t.search, :b) > 0 "
                  "AND instr(t.search, :c) > 0 AND instr(t.search, :d) > 0 "
                  "ORDER BY t.sort_key, t.id LIMIT :limit",
                  words[0], words[1], words[2], words[3], limit);
}

}  // namespace

Result<std::unique_ptr<RosterStore>> RosterStore::open(const std::string& path) {
  // With its own mode before SQLite sees it, which gives the same mode to -wal and -shm.
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return Error{full ? HV_RESOURCE_EXHAUSTED : HV_PERMISSION_DENIED,
                 full ? "disk_full" : "roster_not_opened",
                 fmt::format("The roster {} cannot be opened: {}. Check its folder, its owner and "
                             "the room on the disk.",
                             path, ::strerror(errno))};
  }
  ::close(fd);
  auto store = std::make_unique<OpenRosterStore>(path);
  HV_TRY(store->prepare());
  return std::unique_ptr<RosterStore>(std::move(store));
}

}  // namespace homevisit::journal
