#include "operations/planning_reads.h"

#include <algorithm>
#include <tuple>

#include "domain/consent.h"
#include "domain/rules.h"
#include "domain/school/cadence.h"
#include "operations/appointments.h"
#include "operations/gate.h"
#include "operations/student_reads.h"

namespace homevisit::operations {
namespace {

std::vector<Guardian> still_to_ask(const StudentFile& file, const History& history, Date today) {
  std::vector<Guardian> open;
  bool somebody_prefers_none = false;
  for (const Guardian& guardian : file.guardians) {
    const Answer* said = history.standing_answer(guardian.id, today);
    somebody_prefers_none |= says_not_at_home(said, today);
    if (said == nullptr && is_to_be_told(file, history, guardian, today)) open.push_back(guardian);
  }
  if (!somebody_prefers_none) open.clear();
  return open;
}

// By day and time, the first that waits to be confirmed before all others: that is what is to do.
bool comes_first(const Appointment& a, const Appointment& b) {
  const auto key = [](const Appointment& at) {
    return std::tuple(at.state != VisitState::proposed, at.date, at.start_time);
  };
  return key(a) < key(b);
}

PlanRow row_of(const Student& student, const History& history, const TierSet& tiers,
               const StudentFile& file, const ToPlan& plan, Date today) {
  PlanRow row{student.id, student.name(), {}, false, plan.form, plan.next, {}};
  for (Appointment& appointment : appointments_of(history))
    if (is_planned(appointment.state) && appointment.date >= today)
      row.planned.push_back(std::move(appointment));
  std::sort(row.planned.begin(), row.planned.end(), comes_first);
  // With whom there is an appointment need not be reached.
  if (!row.planned.empty()) row.next.reset();
  row.still_to_ask = still_to_ask(file, history, today);
  if (tiers.care)
    for (const Guardian& guardian : file.guardians)
      if (const auto wish = history.wishes.find(guardian.id); wish != history.wishes.end())
        row.wishes.push_back(wish->second.value);
  return row;
}

// Whose turn it is, by the rules of the programme.
school::Turn turn_of(const school::Programme* programme, Ternary new_here, const StudentFile& file,
                     const History& history, Date today) {
  if (programme == nullptr) return school::Turn::this_year;
  const school::Past past{new_here, school::last_offer_before_year_of(history, today)};
  return school::turn_of(*programme, file.student, file.groups, past, today);
}

std::vector<Guardian> not_asked_yet(const StudentFile& file, const History& history, Date today) {
  std::vector<Guardian> guardians;
  for (const Guardian& guardian : file.guardians)
    if (is_to_be_told(file, history, guardian, today) && !history.preferences.contains(guardian.id))
      guardians.push_back(guardian);
  return guardians;
}

}  // namespace

Result<PlanList> list_to_plan(const Call& call, const std::string& group) {
  Context& context = call.context;
  const Date today = context.today();
  HV_TRY(access::may_list(*context.roster, call.actor, group, today));
  PlanList list;
  HV_ASSIGN(list.group, context.roster->group(group));
  HV_ASSIGN(const auto students, context.roster->students_of_group(group, today));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const school::Programme* programme = school->programme(school::school_year_of(today));
  HV_ASSIGN(const auto roster_from, context.roster->earliest_first_day());
  for (const Student& student : students) {
    const auto view = view_of(context, call.actor, student.id);
    if (!view) {
      // A file of which it is in doubt whose it is waits until a person has decided.
      if (view.error().status == HV_FAILED_PRECONDITION) continue;
      return view.error();
    }
    HV_ASSIGN(const SharedFile file, context.files.read(*context.roster, student.id, today));
    HV_ASSIGN(const SharedHistory history, context.histories.read(*context.journal, student.id));
    HV_ASSIGN(const auto first_day, context.roster->first_day(student.id));
    const Ternary is_new = school::new_here(first_day, roster_from, today);
    AskRow ask{student.id, student.name(), {}};
    if (is_new == Ternary::yes) ask.guardians = not_asked_yet(*file, *history, today);
    const auto plan = to_plan(*history, *file, today);
    const school::Turn turn = turn_of(programme, is_new, *file, *history, today);
    // What is proposed was somebody's choice already, whose turn it may be.
    const bool is_turn = turn == school::Turn::this_year || turn == school::Turn::not_known;
    const bool is_listed = plan && (plan->proposed || is_turn);
    if (is_listed) {
      list.rows.push_back(row_of(student, *history, view->tiers, *file, *plan, today));
      list.rows.back().look = !plan->proposed && turn == school::Turn::not_known;
    }
    const bool is_to_ask = !ask.guardians.empty();
    if (is_to_ask) list.to_ask.push_back(std::move(ask));
    if (!is_listed && !is_to_ask) continue;
    HV_TRY(context.access_log->note(call.actor, call.actor_name(), student.id, call.name));
  }
  return list;
}

Result<std::vector<BackstopRow>> list_backstop(Context& context, const std::string& staff) {
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const Date today = context.today();
  const int now = minutes_of(time_now(context));
  HV_ASSIGN(const auto planned, planned_visits(context, [&](const Appointment& at) {
              return !staff.empty() && at.backstop == staff && add_days(at.date, 1) >= today;
            }));
  std::vector<BackstopRow> rows;
  for (const Planned& one : planned) {
    const Appointment& at = one.appointment;
    // What they were asked for in advance, proposals too.
    if (at.date > today) {
      if (is_planned(at.state)) rows.push_back({at, Out::to_come});
      continue;
    }
    const Out state = out_state(at, visit_minutes(context, *school, at.date), today, now);
    // Of yesterday, only who is still waited for.
    if (state == Out::no_backstop || (at.date < today && state != Out::overdue)) continue;
    rows.push_back({at, state});
  }
  return rows;
}

}  // namespace homevisit::operations
