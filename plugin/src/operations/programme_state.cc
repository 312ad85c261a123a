#include "operations/programme_state.h"

#include "domain/school/programme_rules.h"

namespace homevisit::operations {
namespace {

bool reads_choice(const access::Actor& actor) {
  return actor.role == access::Role::school_leader || actor.role == access::Role::care_coordinator;
}

school::Programme seen_by(Context& context, const access::Actor& actor,
                          school::Programme programme) {
  programme.norms = school::norms_of(programme);
  for (school::Officer& officer : programme.officers)
    if (!officer.staff.empty()) officer.name = context.staff_name(officer.staff);
  // R4: whom a choice was about, and why, ends with its school year at the latest.
  const bool is_over = school::end_of_school_year(programme.school_year) < context.today();
  if (is_over || !reads_choice(actor)) {
    programme.scope.students.clear();
    programme.scope.reason.clear();
  }
  if (actor.role == access::Role::school_leader) return programme;
  programme.hours.clear();
  if (programme.pilot) programme.pilot->staff.clear();
  return programme;
}

}  // namespace

ProgrammeSeen programme_seen(Context& context, const access::Actor& actor,
                             const school::School& school, const std::string& school_year) {
  ProgrammeSeen seen;
  if (const school::Programme* programme = school.programme(school_year))
    seen.programme = seen_by(context, actor, *programme);
  const auto* waiting = school.waiting_programme(school_year);
  if (!reads_choice(actor)) return seen;
  seen.proposals = school::proposals_of(school, school_year);
  if (waiting != nullptr) {
    seen.proposals.pop_back();  // told apart from those that are over
    seen.waiting = seen_by(context, actor, waiting->value);
    seen.proposed_by = waiting->by;
    seen.proposed_by_name = waiting->by_name;
  }
  return seen;
}

}  // namespace homevisit::operations
