#include "operations/student_reads.h"

#include <algorithm>

#include "domain/appointments.h"
#include "domain/codec.h"
#include "domain/kept_back.h"
#include "operations/gate.h"

namespace homevisit::operations {
namespace {

constexpr int most_found = 50;

DayOf days_of(const Context& context) {
  return [&zone = context.zone](std::int64_t ms) { return zone.date_at(ms); };
}

Result<StudentRow> row_of(Context& context, const Student& student, const std::string& group) {
  StudentRow row{student.id, student.name(), student.sort_name, group, {}, {}, {}, 0};
  HV_ASSIGN(const auto stored, context.journal->projection(student.id, "summary"));
  if (!stored) return row;
  // In a list, a file of which it is in doubt whose it is looks like one with nothing in it.
  if (const Status known = check_identity(context, student); !known) {
    if (known.error().status == HV_FAILED_PRECONDITION) return row;
    return known.error();
  }
  HV_ASSIGN(const Summary summary, read_summary(stored->body));
  row.last_contact = summary.last_contact;
  row.next_contact = summary.next_contact;
  const Date today = context.today();
  HV_ASSIGN(const auto planned, context.journal->projection(student.id, appointments_name));
  HV_ASSIGN(const auto appointments, read_appointments(planned ? planned->body : ""));
  // R41: a proposal is no appointment, and where nothing else was said the summary has its day.
  const auto take = [&](std::optional<Date>& first, const Appointment& at) {
    if (!first || *first < today || at.date < *first) first = at.date;
  };
  for (const Appointment& at : appointments)
    if (at.state == VisitState::proposed && at.date == row.next_contact) row.next_contact.reset();
  for (const Appointment& at : appointments)
    if (is_planned(at.state) && at.date >= today)
      take(at.state == VisitState::proposed ? row.proposed : row.next_contact, at);
  HV_ASSIGN(const auto deliveries, context.journal->deliveries(student.id));
  row.waiting = static_cast<int>(std::count_if(
      deliveries.begin(), deliveries.end(),
      [](const auto& delivery) { return delivery.state != journal::OutboxState::done; }));
  return row;
}

Result<std::vector<Student>> found_students(Context& context, const access::Actor& actor,
                                            const std::string& query, Date today) {
  HV_ASSIGN(auto found, context.roster->search(query, access::sees_all(actor) ? most_found : 1000));
  if (access::sees_all(actor)) return found;
  std::vector<Student> mine;
  for (Student& student : found) {
    const auto view = access::view_of(*context.roster, actor, student.id, today);
    if (view)
      mine.push_back(std::move(student));
    else if (view.error().status != HV_NOT_FOUND)
      return view.error();
    if (mine.size() == most_found) break;
  }
  return mine;
}

}  // namespace

Result<SeenFile> see_file(Context& context, const access::Actor& actor,
                          const std::string& actor_name, const std::string& student,
                          const std::string& what) {
  const Date today = context.today();
  HV_ASSIGN(const access::View view, access::view_of(*context.roster, actor, student, today));
  HV_ASSIGN(SharedFile file, context.files.read(*context.roster, student, today));
  HV_TRY(check_identity(context, *file));
  HV_ASSIGN(const SharedHistory history, context.histories.read(*context.journal, student));
  History seen = access::limited(*history, view.tiers, actor.staff);
  if (actor.role == access::Role::care_coordinator)
    keep_from_care_team(seen, *file, actor.staff, today, days_of(context));
  mark_standing(seen, today);
  HV_TRY(context.access_log->note(actor, actor_name, student, what));
  return SeenFile{std::move(file), view, std::move(seen)};
}

Status may_revise(const Context& context, const access::Actor& actor, const StudentFile& file,
                  const History& history, const VisitEntry& report) {
  if (report.recorded.by == actor.staff) return ok();
  if (actor.role == access::Role::care_coordinator &&
      !is_kept_from_care_team(file, history, report, context.today(), days_of(context)))
    return ok();
  return Error{HV_PERMISSION_DENIED, "not_the_author",
               "Only who wrote this report, or the care coordinator, changes it.", "/visit"};
}

Result<StudentList> list_students(Context& context, const access::Actor& actor,
                                  const std::string& group, const std::string& query,
                                  const std::string& sort, const std::string& filter) {
  const Date today = context.today();
  StudentList list;
  std::vector<Student> students;
  if (!group.empty()) {
    HV_TRY(access::may_list(*context.roster, actor, group, today));
    HV_ASSIGN(list.group, context.roster->group(group));
    HV_ASSIGN(students, context.roster->students_of_group(group, today));
  } else if (!query.empty()) {
    HV_ASSIGN(students, found_students(context, actor, query, today));
  } else {
    return Error{HV_INVALID_ARGUMENT, "group_or_query",
                 "Give a group, or a name or number to look for.", "/group"};
  }
  const Date year = school_year_start(today);
  for (const Student& student : students) {
    HV_ASSIGN(StudentRow row,
              row_of(context, student, list.group ? list.group->name : student.year));
    if (filter == "no_contact_this_year" && row.last_contact && *row.last_contact >= year) continue;
    list.rows.push_back(std::move(row));
  }
  // By name, or by the next contact; never by anything about the family.
  const auto by_name = [](const StudentRow& a, const StudentRow& b) {
    return std::tie(a.sort_name, a.name, a.id) < std::tie(b.sort_name, b.name, b.id);
  };
  std::sort(list.rows.begin(), list.rows.end(), [&](const StudentRow& a, const StudentRow& b) {
    if (sort == "next_contact" && a.next_contact != b.next_contact) {
      if (!a.next_contact || !b.next_contact) return a.next_contact.has_value();
      return *a.next_contact < *b.next_contact;
    }
    return by_name(a, b);
  });
  return list;
}

Result<std::vector<Group>> list_groups(Context& context, const access::Actor& actor, bool all) {
  HV_ASSIGN(auto own, access::own_groups(*context.roster, actor, context.today()));
  const bool may_all = access::sees_all(actor) || actor.role == access::Role::it ||
                       actor.role == access::Role::system;
  if (!may_all || (!all && !own.empty())) return own;
  return context.roster->groups();
}

}  // namespace homevisit::operations
