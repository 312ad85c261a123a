#include "roster.h"

#include "../oneroster_common/words.h"
#include "care.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

// Beyond this, what was read is another roster's.
constexpr std::int64_t kKeepMs = 10 * 60 * 1000;

std::string today(const sdk::Call& call) { return sdk::date_of_ms(call.host().now_ms()); }

std::uint32_t packed(std::string_view date) {
  std::uint32_t number = 0;
  for (const char c : date)
    if (c != '-') number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return number;
}

std::string unpacked(std::uint32_t date) {
  if (date == 0) return "";
  std::string text = std::to_string(date + 100'000'000).substr(1);
  return text.insert(6, "-").insert(4, "-");
}

bool denied(const sdk::Failure& failure) {
  return failure.status() == HV_PERMISSION_DENIED || failure.status() == HV_NOT_FOUND;
}

}  // namespace

void Roster::list(const sdk::Call& call, hv_kind kind, sdk::Sink& sink) {
  Server server(call, settings_, manners_);
  const std::int64_t now = call.host().now_ms();
  if (kind == HV_KIND_STUDENT || now - tables_.read_ms > kKeepMs || now < tables_.read_ms)
    tables_ = {now, {}, {}, {}};
  switch (kind) {
    case HV_KIND_STUDENT:
      return list_students(server, sink);
    case HV_KIND_GUARDIAN:
      return list_guardians(server, sink);
    case HV_KIND_CARE:
      return list_care(call, people(server), sink);
    case HV_KIND_STAFF:
      return list_staff(server, sink);
    case HV_KIND_GROUP:
      return list_groups(server, sink);
    case HV_KIND_ENROLMENT:
      list_enrolments(server, sink);
      tables_ = {};
      return;
    case HV_KIND_ENTRY:
      break;
  }
  throw sdk::Failure(HV_UNSUPPORTED, "OneRoster holds no records of this kind.");
}

const Schools& Roster::schools(Server& server) {
  if (!tables_.schools) {
    Schools schools;
    schools.read(server);
    tables_.schools = std::move(schools);
  }
  return *tables_.schools;
}

People& Roster::people(Server& server) {
  if (!tables_.people) {
    schools(server);
    People people(settings_.ids_by_identifier);
    Report report(server.call().host());
    read_users(server, people, report);
    people.settle(report);
    report.say();
    if (people.merged() > 0)
      server.call().host().info(std::to_string(people.merged()) +
                                " rows of the list of users are of people who have another row too "
                                "(one per school); each person is taken once.");
    tables_.people = std::move(people);
  }
  return *tables_.people;
}

const Groups& Roster::groups(Server& server) {
  if (!tables_.groups) {
    schools(server);
    Groups groups;
    Report report(server.call().host());
    groups.read(server, *tables_.schools, today(server.call()), report);
    report.say();
    tables_.groups = std::move(groups);
  }
  return *tables_.groups;
}

// All of them in one list: a filter on the role is refused, or answered wrongly, by some services.
void Roster::read_users(Server& server, People& people, Report& report) {
  const std::string day = today(server.call());
  server.read(List::users, [&](const sdk::Value& row) {
    const std::optional<User> user = read_user(row, day, report);
    if (user) people.add(*user, schools(server).choose(user->schools));
  });
}

// Birth dates of students; of nobody else, and nothing else of that list.
void Roster::read_births(Server& server, People& people, Report& report) {
  try {
    server.read(List::demographics, [&](const sdk::Value& row) {
      const std::uint32_t row_number = people.find(row["sourcedId"].id());
      if (row_number == kNone || (people[row_number].kinds & kStudent) == 0 || !is_active(row))
        return;
      const sdk::Value said = row["birthDate"].is_null() ? row["birthdate"] : row["birthDate"];
      if (said.is_null() || said.text().empty()) return;
      const auto date = sdk::calendar_date(said.text());
      if (date) {
        people[row_number].birth = packed(*date);
      } else {
        report.left_out("birth dates", "are no dates like 2015-03-31 and were left out",
                        row["sourcedId"].id());
      }
    });
  } catch (const sdk::Failure& failure) {
    if (!denied(failure)) throw;
    server.call().host().warn(
        "The service withholds birth dates (" + std::to_string(failure.http_status()) +
        " to demographics). Give these credentials the scope roster-demographics.readonly, or set "
        "\"demographics\" to false.");
  }
}

void Roster::list_students(Server& server, sdk::Sink& sink) {
  People& all = people(server);
  if (settings_.demographics) {
    Report report(server.call().host());
    read_births(server, all, report);
    report.say();
  }
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const Person& person = all[row];
    if (!all.stands_for_itself(row) || (person.kinds & kStudent) == 0) continue;
    if (sink.count() % 256 == 255) server.call().check();
    const std::string birth = unpacked(person.birth);
    hv_student student{};
    student.id = sdk::str(all.id(row));
    student.given_name = sdk::str(person.given());
    student.family_name = sdk::str(person.family());
    student.birth_date = sdk::str(birth);
    student.school = sdk::str(all.word(person.school));
    student.year = sdk::str(all.word(person.year));
    student.language = sdk::str(all.word(person.language));
    student.address_secret = static_cast<hv_ternary>(person.secret);
    student.official_name = sdk::str(person.official());
    sink.put(student);
  }
}

void Roster::list_guardians(Server& server, sdk::Sink& sink) {
  const People& all = people(server);
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const Person& person = all[row];
    if (!all.stands_for_itself(row) || (person.kinds & kGuardian) == 0) continue;
    if (sink.count() % 256 == 255) server.call().check();
    hv_guardian guardian{};
    guardian.id = sdk::str(all.id(row));
    guardian.given_name = sdk::str(person.given());
    guardian.family_name = sdk::str(person.family());
    guardian.language = sdk::str(all.word(person.language));
    guardian.address_secret = static_cast<hv_ternary>(person.secret);
    sink.put(guardian);
  }
}

void Roster::list_staff(Server& server, sdk::Sink& sink) {
  const People& all = people(server);
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const Person& person = all[row];
    if (!all.stands_for_itself(row) || (person.kinds & kStaff) == 0) continue;
    if (sink.count() % 256 == 255) server.call().check();
    hv_staff staff{};
    staff.id = sdk::str(all.id(row));
    staff.given_name = sdk::str(person.given());
    staff.family_name = sdk::str(person.family());
    staff.function = sdk::str(all.word(person.function));
    sink.put(staff);
  }
}

void Roster::list_groups(Server& server, sdk::Sink& sink) {
  const Groups& all = groups(server);
  for (std::uint32_t number = 0; number < all.size(); ++number) {
    const Group& from = all[number];
    if (from.texts == nullptr) continue;
    if (sink.count() % 256 == 255) server.call().check();
    hv_group group{};
    group.id = sdk::str(all.id(number));
    group.name = sdk::str(from.title());
    group.school = sdk::str(all.word(from.school));
    group.year = sdk::str(all.word(from.year));
    group.school_year = sdk::str(all.word(from.school_year));
    group.home = static_cast<hv_ternary>(from.home);
    sink.put(group);
  }
}

void Roster::list_enrolments(Server& server, sdk::Sink& sink) {
  const People& all = people(server);
  const Groups& classes = groups(server);
  Report report(server.call().host());
  Seen seen;
  server.read(List::enrolments, [&](const sdk::Value& row) {
    const std::string id = row["sourcedId"].id();
    const RoleKind role = role_kind(row["role"].text());
    const bool student = role == RoleKind::student;
    // Aides, administrators and proctors are no members whom homevisit has a use for.
    if (!is_active(row) || (!student && !sdk::same_word(row["role"].text(), "teacher"))) return;
    const std::uint32_t group = classes.find(reference(row["class"]));
    if (group == kNone) {
      report.left_out("enrolments", "are of a class that the list of classes does not have", id);
      return;
    }
    if (classes[group].texts == nullptr) return;
    const std::uint32_t person = all.find(reference(row["user"]));
    if (person == kNone) {
      report.left_out("enrolments", "are of a person whom the list of users does not have", id);
      return;
    }
    if ((all[person].kinds & (student ? kStudent : kStaff)) == 0) {
      if (all[person].kinds != 0)
        report.left_out("enrolments", "are in a role that the person's own row does not say", id);
      return;
    }
    const std::string begin = date_or_empty(row["beginDate"]), end = date_or_empty(row["endDate"]);
    if ((begin.empty() && !row["beginDate"].text().empty()) ||
        (end.empty() && !row["endDate"].text().empty()) || (!end.empty() && end < begin)) {
      report.left_out("enrolments", "have dates that are none, or end before they begin", id);
      return;
    }
    const hv_member_role member = student                         ? HV_MEMBER_STUDENT
                                  : classes[group].home == HV_YES ? HV_MEMBER_MENTOR
                                                                  : HV_MEMBER_TEACHER;
    // Never 0: there is always a role. 22 bits of classes, 24 of people, 16 of days.
    const std::uint32_t day = packed(begin);
    const std::uint64_t days =
        day == 0 ? 0 : (day / 10000 % 100) * 372 + (day / 100 % 100 - 1) * 31 + day % 100;
    const std::uint64_t number = (std::uint64_t{group} << 42) ^ (std::uint64_t{person} << 18) ^
                                 (days << 2) ^ static_cast<std::uint64_t>(member);
    if (!seen.add(number)) return;
    hv_enrolment enrolment{};
    enrolment.group = sdk::str(classes.id(group));
    enrolment.person = sdk::str(all.id(person));
    enrolment.role = member;
    enrolment.begin_date = sdk::str(begin);
    enrolment.end_date = sdk::str(end);
    sink.put(enrolment);
  });
  report.say();
}

}  // namespace homevisit::oneroster
