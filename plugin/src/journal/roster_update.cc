#include "journal/roster_update.h"

#include <array>
#include <optional>

#include "base/fold_name.h"
#include "journal/roster_tables.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

constexpr std::array kinds{RosterKind::student, RosterKind::guardian, RosterKind::care,
                           RosterKind::staff,   RosterKind::group,    RosterKind::enrolment};

template <typename Enum>
int number(Enum value) {
  return static_cast<int>(value);
}

// What goes at the end: of a kind that was given whole all that was not given, else what was taken
// away. `t` is the row of `touched` that has the same keys.
struct Leaving {
  const char* whole;
  const char* changed;
};
#define NOT_GIVEN(kind, keys) \
  " WHERE NOT EXISTS (SELECT 1 FROM touched t WHERE t.kind = " kind " AND t.stays = 1 AND " keys ")"
#define TAKEN(kind, id) \
  " WHERE " id " IN (SELECT t.one FROM touched t WHERE t.kind = " kind " AND t.stays = 0)"

constexpr Leaving leaving(RosterKind kind) {
  switch (kind) {
    case RosterKind::student:  // settled into `touched` before
      return {"DELETE FROM students" TAKEN("1", "id"), "DELETE FROM students" TAKEN("1", "id")};
    case RosterKind::guardian:
      return {"DELETE FROM guardians" NOT_GIVEN("2", "t.one = guardians.id"),
              "DELETE FROM guardians" TAKEN("2", "id")};
    case RosterKind::care:
      return {"DELETE FROM care" NOT_GIVEN("3", "t.one = care.student AND t.two = care.guardian"),
              "DELETE FROM care WHERE (student, guardian) IN "
              "(SELECT t.one, t.two FROM touched t WHERE t.kind = 3 AND t.stays = 0)"};
    case RosterKind::staff:
      return {"DELETE FROM staff" NOT_GIVEN("4", "t.one = staff.id"),
              "DELETE FROM staff" TAKEN("4", "id")};
    case RosterKind::group:
      return {"DELETE FROM groups" NOT_GIVEN("5", "t.one = groups.id"),
              "DELETE FROM groups" TAKEN("5", "id")};
    case RosterKind::enrolment:
      break;
  }
#define SAME_STRETCH                                                                        \
  "t.one = enrolments.group_id AND t.two = enrolments.person AND t.role = enrolments.role " \
  "AND t.first_day = enrolments.first_day"
  return {"DELETE FROM enrolments" NOT_GIVEN("6", SAME_STRETCH),
          "DELETE FROM enrolments" NOT_GIVEN("6", SAME_STRETCH)
          " AND (group_id, person) IN (SELECT t.one, t.two FROM touched t WHERE t.kind = 6)"};
#undef SAME_STRETCH
}
#undef TAKEN
#undef NOT_GIVEN

#define STUDENT                                                                             \
  "SELECT s.id, s.given_name, s.family_name, s.sort_name, s.birth_date, s.school, s.year, " \
  "s.language, s.address_secret, s.official_name FROM students s JOIN touched t "           \
  "ON t.kind = 1 AND t.one = s.id WHERE "

// SQLite moves pages that do not fit its cache to the WAL file, so memory does not grow.
class OpenRosterUpdate final : public RosterUpdate {
 public:
  OpenRosterUpdate(SessionPool::Lease lease, Writing writing)
      : lease_(std::move(lease)), writing_(std::move(writing)) {}

  // A row that is already as it should be is not written.
  Status put(const Student& s) override {
    const std::string sort_key = fold_name(s.sort_name.empty() ? s.family_name : s.sort_name);
    const std::string search = fold_name(" " + s.given_name + " " + s.official_name + " " +
                                         s.family_name + " " + s.sort_name + " " + s.id);
    HV_TRY(touch_student(s.id, true));
    return row(
        "INSERT INTO students(id, given_name, family_name, sort_name, birth_date, school, year, "
        "language, address_secret, official_name, sort_key, search) VALUES(:id, :given, :family, "
        ":sort, :birth, :school, :year, :language, :secret, :official, :sort_key, :search) "
        "ON CONFLICT(id) DO UPDATE SET given_name = excluded.given_name, "
        "family_name = excluded.family_name, sort_name = excluded.sort_name, "
        "birth_date = excluded.birth_date, school = excluded.school, year = excluded.year, "
        "language = excluded.language, address_secret = excluded.address_secret, "
        "official_name = excluded.official_name, sort_key = excluded.sort_key, "
        "search = excluded.search WHERE (given_name, family_name, sort_name, birth_date, school, "
        "year, language, address_secret, official_name, sort_key, search) IS NOT "
        "(excluded.given_name, excluded.family_name, excluded.sort_name, excluded.birth_date, "
        "excluded.school, excluded.year, excluded.language, excluded.address_secret, "
        "excluded.official_name, excluded.sort_key, excluded.search)",
        s.id, s.given_name, s.family_name, s.sort_name, date_column(s.birth_date), s.school, s.year,
        s.language, number(s.address_secret), s.official_name, sort_key, search);
  }

  Status put_guardian(const Guardian& g) override {
    HV_TRY(touch(RosterKind::guardian, g.id, "", 0, "", true));
    return row(
        "INSERT INTO guardians(id, given_name, family_name, language, address_secret, sort_key) "
        "VALUES(:id, :given, :family, :language, :secret, :sort_key) "
        "ON CONFLICT(id) DO UPDATE SET given_name = excluded.given_name, "
        "family_name = excluded.family_name, language = excluded.language, "
        "address_secret = excluded.address_secret, sort_key = excluded.sort_key "
        "WHERE (given_name, family_name, language, address_secret, sort_key) IS NOT "
        "(excluded.given_name, excluded.family_name, excluded.language, excluded.address_secret, "
        "excluded.sort_key)",
        g.id, g.given_name, g.family_name, g.language, number(g.address_secret),
        fold_name(g.family_name + " " + g.given_name));
  }

  Status put(const Care& c) override {
    HV_TRY(touch(RosterKind::care, c.student, c.guardian, 0, "", true));
    return row(
        "INSERT INTO care(student, guardian, relation, household, custody, lives_with, informed, "
        "call_order) VALUES(:student, :guardian, :relation, :household, :custody, :lives_with, "
        ":informed, :call_order) "
        "ON CONFLICT(student, guardian) DO UPDATE SET relation = excluded.relation, "
        "household = excluded.household, custody = excluded.custody, "
        "lives_with = excluded.lives_with, informed = excluded.informed, "
        "call_order = excluded.call_order "
        "WHERE (relation, household, custody, lives_with, informed, call_order) IS NOT "
        "(excluded.relation, excluded.household, excluded.custody, excluded.lives_with, "
        "excluded.informed, excluded.call_order)",
        c.student, c.guardian, c.relation, c.household, number(c.custody), number(c.lives_with),
        number(c.informed), c.order);
  }

  Status put(const Staff& s) override {
    HV_TRY(touch(RosterKind::staff, s.id, "", 0, "", true));
    return row(
        "INSERT INTO staff(id, given_name, family_name, function, sort_key) "
        "VALUES(:id, :given, :family, :function, :sort_key) "
        "ON CONFLICT(id) DO UPDATE SET given_name = excluded.given_name, "
        "family_name = excluded.family_name, function = excluded.function, "
        "sort_key = excluded.sort_key WHERE (given_name, family_name, function, sort_key) IS NOT "
        "(excluded.given_name, excluded.family_name, excluded.function, excluded.sort_key)",
        s.id, s.given_name, s.family_name, s.function,
        fold_name(s.family_name + " " + s.given_name));
  }

  Status put(const Group& g) override {
    HV_TRY(touch(RosterKind::group, g.id, "", 0, "", true));
    return row(
        "INSERT INTO groups(id, name, school, year, school_year, home, sort_key) "
        "VALUES(:id, :name, :school, :year, :school_year, :home, :sort_key) "
        "ON CONFLICT(id) DO UPDATE SET name = excluded.name, school = excluded.school, "
        "year = excluded.year, school_year = excluded.school_year, home = excluded.home, "
        "sort_key = excluded.sort_key WHERE (name, school, year, school_year, home, sort_key) "
        "IS NOT (excluded.name, excluded.school, excluded.year, excluded.school_year, "
        "excluded.home, excluded.sort_key)",
        g.id, g.name, g.school, g.year, g.school_year, number(g.home), fold_name(g.name));
  }

  Status put(const Enrolment& e) override {
    const std::string first_day = date_column(e.begin).value_or(long_ago);
    HV_TRY(touch(RosterKind::enrolment, e.group, e.person, number(e.role), first_day, true));
    return row(
        "INSERT INTO enrolments(group_id, role, person, first_day, last_day) "
        "VALUES(:group, :role, :person, :first_day, :last_day) "
        "ON CONFLICT DO UPDATE SET last_day = excluded.last_day "
        "WHERE last_day IS NOT excluded.last_day",
        e.group, number(e.role), e.person, first_day, date_column(e.end).value_or(far_away));
  }

  Status remove(RosterKind kind, const std::string& id) override {
    return kind == RosterKind::student ? touch_student(id, false)
                                       : touch(kind, id, "", 0, "", false);
  }
  Status remove_care(const std::string& student, const std::string& guardian) override {
    return touch(RosterKind::care, student, guardian, 0, "", false);
  }
  // A stretch of no role and no day stands for all of them.
  Status remove_enrolment(const std::string& group, const std::string& person) override {
    HV_TRY(step("UPDATE touched SET stays = 0 WHERE kind = 6 AND one = :group AND two = :person",
                group, person));
    return touch(RosterKind::enrolment, group, person, 0, "", false);
  }

  Status begin_whole(RosterKind kind) override {
    whole_[index(kind)] = true;
    HV_TRY(step("UPDATE touched SET stays = 0 WHERE kind = :kind", number(kind)));
    return step("DELETE FROM tokens WHERE kind = :kind", number(kind));
  }

  Result<std::string> token(RosterKind kind, const std::string& source) override {
    HV_TRY(usable());
    HV_ASSIGN(const auto found,
              (*lease_)->one<std::string>("SELECT token FROM tokens WHERE kind = :kind "
                                          "AND source = :source",
                                          number(kind), source));
    return found ? std::get<0>(*found) : std::string();
  }
  Status remember(RosterKind kind, const std::string& source, const std::string& token) override {
    return step("INSERT OR REPLACE INTO tokens VALUES(:kind, :source, :token)", number(kind),
                source, token);
  }

  Result<Movement> movement() override {
    HV_TRY(settle_students());
    HV_ASSIGN(const auto found,
              ((*lease_)->one<std::int64_t, std::int64_t, std::int64_t>(
                  "SELECT (SELECT students FROM state), coalesce(sum(was = 0 AND stays = 1), 0), "
                  "coalesce(sum(was = 1 AND stays = 0), 0) FROM touched WHERE kind = 1")));
    Movement movement;
    if (found) std::tie(movement.before, movement.came, movement.gone) = *found;
    return movement;
  }
  Status each_gone(const std::function<Status(const Student&)>& visit) override {
    return each(STUDENT "t.was = 1 AND t.stays = 0 ORDER BY s.id", visit);
  }
  Status each_came(const std::function<Status(const Student&)>& visit) override {
    return each(STUDENT "t.was = 0 AND t.stays = 1 ORDER BY s.id", visit);
  }

  Result<RosterChange> commit(std::int64_t read_at) override {
    HV_TRY(settle_students());
    for (const RosterKind kind : kinds) HV_TRY(take_away(kind));
    HV_TRY(step("DELETE FROM touched"));
    const bool other = changed_ + removed_ > 0;
    // A roster that was made anew counts from another start, or its versions would be taken for
    // those of the one before. Below 2^48 they stay whole numbers everywhere.
    if (other)
      HV_TRY(
          step("UPDATE state SET version = 1 + CASE version WHEN 0 THEN random() & 0xFFFFFFFFFFFF "
               "ELSE version END, "
               "students = (SELECT count(*) FROM students), "
               "guardians = (SELECT count(*) FROM guardians), "
               "staff = (SELECT count(*) FROM staff), "
               "groups = (SELECT count(*) FROM groups), "
               "enrolments = (SELECT count(*) FROM enrolments)"));
    HV_TRY(step("UPDATE state SET read_at = :read_at", read_at));
    finished_ = true;
    HV_TRY(writing_.commit());
    // The WAL has the size of the update now. If a reader stands in the way, the next one does it.
    if (other) (void)(*lease_)->one<std::int64_t>("PRAGMA wal_checkpoint(TRUNCATE)");
    lease_.reset();
    return RosterChange{changed_, removed_};
  }

 private:
  Status usable() const {
    if (broken_) return *broken_;
    if (finished_)
      return Error{HV_FAILED_PRECONDITION, "update_finished",
                   "This roster was committed already; begin a new update."};
    return ok();
  }

  // After a failed step SQLite may have rolled back: nothing may follow.
  template <typename... In>
  Status step(const char* sql, const In&... in) {
    return counted(nullptr, sql, in...);
  }
  template <typename... In>
  Status row(const char* sql, const In&... in) {
    return counted(&changed_, sql, in...);
  }
  template <typename... In>
  Status counted(std::int64_t* count, const char* sql, const In&... in) {
    HV_TRY(usable());
    const auto rows = (*lease_)->change(sql, in...);
    if (rows) {
      if (count != nullptr) *count += *rows;
      return ok();
    }
    broken_ = rows.error();
    writing_.roll_back();
    lease_.reset();
    return *broken_;
  }

  Status touch(RosterKind kind, const std::string& one, const std::string& two, int role,
               const std::string& first_day, bool stays) {
    touched_[index(kind)] = true;
    return step(
        "INSERT INTO touched VALUES(:kind, :one, :two, :role, :first_day, 0, :stays) "
        "ON CONFLICT DO UPDATE SET stays = excluded.stays",
        number(kind), one, two, role, first_day, stays ? 1 : 0);
  }

  Status touch_student(const std::string& id, bool stays) {
    touched_[index(RosterKind::student)] = true;
    return step(
        "INSERT INTO touched VALUES(1, :id, '', 0, '', "
        "(SELECT count(*) FROM students s WHERE s.id = :id), :stays) "
        "ON CONFLICT DO UPDATE SET stays = excluded.stays",
        id, stays ? 1 : 0);
  }

  static std::size_t index(RosterKind kind) { return static_cast<std::size_t>(kind) - 1; }
  bool is_whole(RosterKind kind) const { return whole_[index(kind)]; }

  // Given whole, those who were not given are taken away.
  Status settle_students() {
    if (!is_whole(RosterKind::student)) return usable();
    return step(
        "INSERT INTO touched SELECT 1, s.id, '', 0, '', 1, 0 FROM students s WHERE NOT EXISTS "
        "(SELECT 1 FROM touched t WHERE t.kind = 1 AND t.one = s.id)");
  }

  Status take_away(RosterKind kind) {
    const Leaving sql = leaving(kind);
    if (is_whole(kind)) return counted(&removed_, sql.whole);
    return touched_[index(kind)] ? counted(&removed_, sql.changed) : ok();
  }

  Status each(const char* sql, const std::function<Status(const Student&)>& visit) {
    HV_TRY(settle_students());
    return (*lease_)
        ->each<std::string, std::string, std::string, std::string, DateColumn, std::string,
               std::string, std::string, std::int64_t, std::string>(
            sql, [&](auto... columns) { return visit(student_of(std::move(columns)...)); });
  }

  std::optional<SessionPool::Lease> lease_;  // until the end of the transaction
  Writing writing_;
  std::optional<Error> broken_;
  bool finished_ = false;
  std::array<bool, kinds.size()> whole_{}, touched_{};
  std::int64_t changed_ = 0, removed_ = 0;
};
#undef STUDENT

}  // namespace

Result<std::unique_ptr<RosterUpdate>> begin_roster_update(SessionPool& pool, bool whole) {
  HV_ASSIGN(auto lease, pool.writer());
  HV_ASSIGN(auto writing, Writing::begin(*lease));
  auto update = std::make_unique<OpenRosterUpdate>(std::move(lease), std::move(writing));
  if (whole)
    for (const RosterKind kind : kinds) HV_TRY(update->begin_whole(kind));
  return std::unique_ptr<RosterUpdate>(std::move(update));
}

}  // namespace homevisit::journal
