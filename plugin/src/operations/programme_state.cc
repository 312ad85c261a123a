#include "operations/programme_state.h"

#include "domain/school/programme_rules.h"

namespace homevisit::operations {
namespace {

school::Programme seen_by(Context& context, const access::Actor& actor,
                          school::Programme programme) {
  programme.norms = school::norms_of(programme);
  for (school::Officer& officer : programme.officers)
    if (!officer.staff.empty()) officer.name = context.staff_name(officer.staff);
  if (actor.role == access::Role::school_leader) return programme;
  programme.hours.clear();
  if (programme.pilot) programme.pilot->staff.clear();
  if (actor.role != access::Role::care_coordinator) {
    programme.scope.students.clear();
    programme.scope.reason.clear();
  }
  return programme;
}

}  // namespace

ProgrammeSeen programme_seen(Context& context, const access::Actor& actor,
                             const school::School& school, const std::string& school_year) {
  ProgrammeSeen seen;
  if (const school::Programme* programme = school.programme(school_year))
    seen.programme = seen_by(context, actor, *programme);
  const auto* waiting = school.waiting_programme(school_year);
  if (waiting != nullptr &&
      (actor.role == access::Role::school_leader || actor.role == access::Role::care_coordinator)) {
    seen.waiting = seen_by(context, actor, waiting->value);
    seen.proposed_by = waiting->by;
    seen.proposed_by_name = waiting->by_name;
  }
  return seen;
}

}  // namespace homevisit::operations
