#include "operations/appointments.h"

#include <algorithm>
#include <tuple>

#include "domain/school/programme_rules.h"

namespace homevisit::operations {

Result<std::vector<Planned>> planned_visits(Context& context,
                                            const std::function<bool(const Appointment&)>& wanted) {
  std::vector<Planned> found;
  HV_TRY(context.journal->each_projection(
      appointments_name,
      [&](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
        HV_ASSIGN(auto appointments, read_appointments(stored.body));
        for (Appointment& appointment : appointments)
          if (wanted(appointment)) found.push_back({ids.current, std::move(appointment)});
        return ok();
      }));
  const auto when = [](const Planned& planned) {
    const Appointment& at = planned.appointment;
    return std::tie(at.date, at.start_time, at.visit);
  };
  std::sort(found.begin(), found.end(),
            [&](const Planned& a, const Planned& b) { return when(a) < when(b); });
  return found;
}

std::string time_now(const Context& context) {
  return context.zone.time_at(context.clock->now_ms());
}

int visit_minutes(const Context& context, const school::School& school, Date day) {
  const school::Programme* programme = school.programme(school::school_year_of(day));
  return programme == nullptr ? context.config.policy.visit_minutes_norm
                              : school::norms_of(*programme).visit_most;
}

Result<int> overdue_visits(Context& context) {
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const Date today = context.today();
  const int now = minutes_of(time_now(context));
  HV_ASSIGN(const auto overdue, planned_visits(context, [&](const Appointment& at) {
              return out_state(at, visit_minutes(context, *school, at.date), today, now) ==
                     Out::overdue;
            }));
  return static_cast<int>(overdue.size());
}

}  // namespace homevisit::operations
