// The roster as last read from the SIS, in a SQLite file of its own (roster.db, mode 0600), so that
// no page needs the SIS to open. It can be thrown away and read again at any time; the journal
// never points into it but by the SIS's ids.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "domain/roster.h"

namespace homevisit::journal {

struct RosterCounts {
  std::int64_t students = 0, guardians = 0, staff = 0, groups = 0, enrolments = 0;
  std::int64_t read_at = 0;  // milliseconds since 1970; 0: never read
};

// A guardian's relation to one student, as it comes in (the person comes apart).
struct Care {
  std::string student, guardian, relation, household;
  Ternary custody = Ternary::unknown, lives_with = Ternary::unknown, informed = Ternary::unknown;
  int order = 0;
};

// The kinds of records in it, as adapters number them.
enum class RosterKind { student = 1, guardian, care, staff, group, enrolment };

// What an update does to the students, before it is committed.
struct Movement {
  std::int64_t before = 0;  // there were so many students
  std::int64_t came = 0;    // of ids that were not there
  std::int64_t gone = 0;    // of ids that will be there no more
  std::int64_t after() const { return before + came - gone; }
};

// Records that are other than before (new ones among them), and that are gone.
struct RosterChange {
  std::int64_t changed = 0, removed = 0;
};

// One update of the roster: all of it at commit(), nothing when destroyed before. Readers see the
// old one until then. Memory does not grow with the number of records. [one thread]
class RosterUpdate {
 public:
  virtual ~RosterUpdate() = default;

  virtual Status put(const Student&) = 0;
  virtual Status put_guardian(const Guardian& person) = 0;  // fields of the person only
  virtual Status put(const Care&) = 0;
  virtual Status put(const Staff&) = 0;
  virtual Status put(const Group&) = 0;
  // A person may be in a group for several stretches of time. Those that an update puts are all
  // that there are of this person in this group.
  virtual Status put(const Enrolment&) = 0;

  // Gone, unless it is put after this. What is not there may be removed.
  virtual Status remove(RosterKind, const std::string& id) = 0;  // student, guardian, staff, group
  virtual Status remove_care(const std::string& student, const std::string& guardian) = 0;
  virtual Status remove_enrolment(const std::string& group, const std::string& person) = 0;

  // From here on, what is put is all that there is of this kind. What was put before is forgotten.
  virtual Status begin_whole(RosterKind) = 0;

  // How far this kind was read from this source (a system as it is configured); "" from nowhere.
  virtual Result<std::string> token(RosterKind, const std::string& source) = 0;
  virtual Status remember(RosterKind, const std::string& source, const std::string& token) = 0;

  // Of what was put and removed so far, against the roster before. The records: of `gone` as they
  // were, of `came` as they are. `visit` must not use this update; an error ends the walk.
  virtual Result<Movement> movement() = 0;
  virtual Status each_gone(const std::function<Status(const Student&)>& visit) = 0;
  virtual Status each_came(const std::function<Status(const Student&)>& visit) = 0;

  virtual Result<RosterChange> commit(std::int64_t read_at) = 0;
};

// `on`: bit i is set where this holds on the i-th of the days that were asked for.
using MemberVisit = std::function<Status(std::string_view group, std::string_view student,
                                         std::string_view guardian, unsigned on)>;
using YearVisit = std::function<Status(std::string_view student, std::string_view year)>;
using FirstDayVisit = std::function<Status(std::string_view student, std::optional<Date>)>;

// [any]
class RosterStore {
 public:
  // Makes the file where there is none.
  static Result<std::unique_ptr<RosterStore>> open(const std::string& path);
  virtual ~RosterStore() = default;

  virtual Result<std::unique_ptr<RosterUpdate>> replace() = 0;  // every kind is given whole
  virtual Result<std::unique_ptr<RosterUpdate>> change() = 0;   // what is not mentioned stays
  // Goes up with every update that changed something, also by another process: caches hang on it.
  virtual Result<std::int64_t> version() = 0;
  virtual Result<RosterCounts> counts() = 0;

  // HV_NOT_FOUND where the id is not in the roster.
  virtual Result<StudentFile> file(const std::string& student, Date day) = 0;
  virtual Result<Student> student(const std::string& id) = 0;
  // By order, then name; of a student that is not there, none.
  virtual Result<std::vector<Guardian>> guardians(const std::string& student) = 0;
  // Every student, by id; an error ends the walk. `visit` must not use this store.
  virtual Status each_student(const std::function<Status(const Student&)>& visit) = 0;
  // The first day of the first group that this student is known to be or have been in; nothing
  // where the roster does not say when one of them began.
  virtual Result<std::optional<Date>> first_day(const std::string& student) = 0;
  // How far back the roster knows of any student; nothing where it says of nobody.
  virtual Result<std::optional<Date>> earliest_first_day() = 0;
  // Who is in this group ("": in each group, one after the other) on one day or on either of two,
  // with each guardian who is to be informed (none: ""), one student after the other: ids alone,
  // for counting. What is given is there for the length of the visit, which must not use this store.
  // REQUIRES: one or two days.
  virtual Status each_member(const std::string& group, std::span<const Date> days,
                             const MemberVisit& visit) = 0;
  // Of every student whose year the roster says; the first_day of every one. The same holds for
  // `visit`.
  virtual Status each_year(const YearVisit& visit) = 0;
  virtual Status each_first_day(const FirstDayVisit& visit) = 0;
  virtual Result<Staff> staff(const std::string& id) = 0;
  virtual Result<Group> group(const std::string& id) = 0;

  virtual Result<std::vector<Group>> groups() = 0;     // by school, then name
  virtual Result<std::vector<Staff>> all_staff() = 0;  // by family name
  virtual Result<std::vector<Staff>> staff_of_group(const std::string& group, MemberRole, Date) = 0;
  virtual Result<std::vector<Group>> groups_of_staff(const std::string& staff, MemberRole,
                                                     Date) = 0;
  virtual Result<std::vector<Student>> students_of_group(const std::string& group,
                                                         Date) = 0;  // by sort name
  // Is this member of staff mentor (or teacher) of a group that this student is in on that day?
  virtual Result<bool> works_with(const std::string& staff, MemberRole, const std::string& student,
                                  Date day) = 0;
  // By name or id, case-insensitive, at most `limit`.
  virtual Result<std::vector<Student>> search(const std::string& text, int limit) = 0;
};

}  // namespace homevisit::journal
