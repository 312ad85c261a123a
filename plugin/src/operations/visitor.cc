#include "operations/visitor.h"

#include <algorithm>

#include "operations/gate.h"

namespace homevisit::operations {

bool goes_along(const Visit& visit, const std::string& staff, Date today) {
  const bool is_named =
      !staff.empty() && std::count(visit.visitors.begin(), visit.visitors.end(), staff) > 0;
  const bool took_place = is_contact(visit.state);
  return is_named && (is_planned(visit.state) || took_place) && add_days(visit.date, 1) >= today;
}

Result<std::optional<VisitAlone>> visit_alone(Context& context, const access::Actor& actor,
                                              const std::string& student,
                                              const std::string& visit) {
  const std::optional<VisitAlone> none;
  const Date today = context.today();
  if (actor.role == access::Role::it || actor.role == access::Role::system) return none;
  const auto view = access::view_of(*context.roster, actor, student, today);
  if (!view && view.error().status != HV_NOT_FOUND) return view.error();
  if (view && (view->may_record || actor.reads_only)) return none;
  HV_ASSIGN(SharedHistory history, context.histories.read(*context.journal, student));
  const VisitEntry* entry = history->visit(visit);
  if (entry == nullptr || entry->voided || !goes_along(entry->visit, actor.staff, today))
    return none;
  const auto known = context.roster->student(student);
  if (!known) {
    if (known.error().status == HV_NOT_FOUND) return none;
    return known.error();
  }
  HV_ASSIGN(SharedFile file, context.files.read(*context.roster, student, today));
  HV_TRY(check_identity(context, *file));
  return std::optional(VisitAlone{std::move(file), std::move(history), entry});
}

access::View view_of_visitor(const access::Actor& actor) {
  return {{true, false, false, false}, !actor.reads_only, Tier::shared};
}

Result<std::vector<Planned>> visits_of(Context& context, const std::string& staff) {
  const Date yesterday = add_days(context.today(), -1);
  return planned_visits(context, [&](const Appointment& at) {
    return !staff.empty() && is_planned(at.state) && at.date >= yesterday &&
           std::count(at.visitors.begin(), at.visitors.end(), staff) > 0;
  });
}

}  // namespace homevisit::operations
