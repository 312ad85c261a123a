#include "journal/roster_update.h"

#include <optional>

#include "journal/fold.h"
#include "journal/roster_tables.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

// Open beginnings and ends, as days that no roster has: "always" compares like any other day.
constexpr char long_ago[] = "0000-01-01";
constexpr char far_away[] = "9999-12-31";

template <typename Enum>
int number(Enum value) {
  return static_cast<int>(value);
}

// SQLite moves pages that do not fit its cache to the WAL file, so memory does not grow.
class OpenRosterUpdate final : public RosterUpdate {
 public:
  OpenRosterUpdate(SessionPool::Lease lease, Writing writing)
      : lease_(std::move(lease)), writing_(std::move(writing)) {}

  Status put(const Student& s) override {
    const std::string sort_key = fold(s.sort_name.empty() ? s.family_name : s.sort_name);
    const std::string search = fold(" " + s.given_name + " " + s.official_name + " " +
                                    s.family_name + " " + s.sort_name + " " + s.id);
    return row(
        "INSERT OR REPLACE INTO students(id, given_name, family_name, sort_name, birth_date, "
        "school, year, language, address_secret, official_name, sort_key, search) VALUES(:id, "
        ":given, :family, :sort, :birth, :school, :year, :language, :secret, :official, :sort_key, "
        ":search)",
        s.id, s.given_name, s.family_name, s.sort_name, date_column(s.birth_date), s.school, s.year,
        s.language, number(s.address_secret), s.official_name, sort_key, search);
  }

  Status put_guardian(const Guardian& g) override {
    return row(
        "INSERT OR REPLACE INTO guardians(id, given_name, family_name, language, address_secret, "
        "sort_key) VALUES(:id, :given, :family, :language, :secret, :sort_key)",
        g.id, g.given_name, g.family_name, g.language, number(g.address_secret),
        fold(g.family_name + " " + g.given_name));
  }

  Status put(const Care& c) override {
    return row(
        "INSERT OR REPLACE INTO care(student, guardian, relation, household, custody, lives_with, "
        "informed, call_order) VALUES(:student, :guardian, :relation, :household, :custody, "
        ":lives_with, :informed, :call_order)",
        c.student, c.guardian, c.relation, c.household, number(c.custody), number(c.lives_with),
        number(c.informed), c.order);
  }

  Status put(const Staff& s) override {
    return row(
        "INSERT OR REPLACE INTO staff(id, given_name, family_name, function, sort_key) "
        "VALUES(:id, :given, :family, :function, :sort_key)",
        s.id, s.given_name, s.family_name, s.function, fold(s.family_name + " " + s.given_name));
  }

  Status put(const Group& g) override {
    return row(
        "INSERT OR REPLACE INTO groups(id, name, school, year, school_year, home, sort_key) "
        "VALUES(:id, :name, :school, :year, :school_year, :home, :sort_key)",
        g.id, g.name, g.school, g.year, g.school_year, number(g.home), fold(g.name));
  }

  Status put(const Enrolment& e) override {
    return row(
        "INSERT OR REPLACE INTO enrolments(group_id, role, person, first_day, last_day) "
        "VALUES(:group, :role, :person, :first_day, :last_day)",
        e.group, number(e.role), e.person, date_column(e.begin).value_or(long_ago),
        date_column(e.end).value_or(far_away));
  }

  Status commit(std::int64_t read_at) override {
    HV_TRY(usable());
    finished_ = true;
    HV_TRY(
        (*lease_)->run("UPDATE state SET version = version + 1, read_at = :read_at, "
                       "students = (SELECT count(*) FROM students), "
                       "guardians = (SELECT count(*) FROM guardians), "
                       "staff = (SELECT count(*) FROM staff), "
                       "groups = (SELECT count(*) FROM groups), "
                       "enrolments = (SELECT count(*) FROM enrolments)",
                       read_at));
    HV_TRY(writing_.commit());
    // The WAL has the size of the roster now. If a reader stands in the way, the next one does it.
    (void)(*lease_)->one<std::int64_t>("PRAGMA wal_checkpoint(TRUNCATE)");
    lease_.reset();
    return ok();
  }

 private:
  Status usable() const {
    if (broken_) return *broken_;
    if (finished_)
      return Error{HV_FAILED_PRECONDITION, "update_finished",
                   "This roster was committed already; begin a new replacement."};
    return ok();
  }

  // After a failed row SQLite may have rolled back: nothing may follow.
  template <typename... In>
  Status row(const char* sql, const In&... in) {
    HV_TRY(usable());
    Status status = (*lease_)->run(sql, in...);
    if (!status) {
      broken_ = status.error();
      writing_.roll_back();
      lease_.reset();
    }
    return status;
  }

  std::optional<SessionPool::Lease> lease_;  // until the end of the transaction
  Writing writing_;
  std::optional<Error> broken_;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<RosterUpdate>> begin_roster_update(SessionPool& pool) {
  HV_ASSIGN(auto lease, pool.writer());
  HV_ASSIGN(auto writing, Writing::begin(*lease));
  HV_TRY(lease->run("DELETE FROM students"));
  HV_TRY(lease->run("DELETE FROM guardians"));
  HV_TRY(lease->run("DELETE FROM care"));
  HV_TRY(lease->run("DELETE FROM staff"));
  HV_TRY(lease->run("DELETE FROM groups"));
  HV_TRY(lease->run("DELETE FROM enrolments"));
  return std::unique_ptr<RosterUpdate>(
      std::make_unique<OpenRosterUpdate>(std::move(lease), std::move(writing)));
}

}  // namespace homevisit::journal
