#include "operations/work_done.h"

#include <algorithm>

#include "domain/school/school.h"

namespace homevisit::operations {
namespace {

int said(int minutes) { return std::max(minutes, 0); }

void add_visit(YearWork& year, const VisitEntry& entry) {
  const Visit& visit = entry.visit;
  const auto& visitors = visit.visitors;
  if (is_planned(visit.state)) {
    ++year.planned;
    for (const std::string& staff : visitors) ++year.staff[staff].planned;
    return;
  }
  if (!is_contact(visit.state)) return;
  ++year.held;
  if (visitors.empty()) return;
  for (const std::string& staff : visitors) {
    StaffWork& work = year.staff[staff];
    ++work.visits;
    work.visit += said(visit.minutes.visit);
    work.travel += said(visit.minutes.travel);
    work.consultation += said(visit.minutes.consultation);
  }
  const bool recorder = std::find(visitors.begin(), visitors.end(), entry.recorded.by) !=
                        visitors.end();
  year.staff[recorder ? entry.recorded.by : visitors.front()].reporting +=
      said(visit.minutes.reporting);
}

}  // namespace

void add_work(WorkDone& work, const History& history) {
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided) add_visit(work[school::school_year_of(entry.visit.date)], entry);
}

Result<WorkDone> read_work(Context& context, const CallControl& control) {
  WorkDone work;
  HV_TRY(context.journal->each_student([&](const std::string& student) -> Status {
    HV_TRY(control.check());
    HV_ASSIGN(const std::int64_t head, context.journal->head(student));
    SharedHistory history = context.histories.folded(student, head);
    if (history == nullptr) {
      HV_ASSIGN(const auto events, context.journal->events(student, journal::Stream::dossier));
      HV_ASSIGN(History folded, fold_events(events));
      history = std::make_shared<const History>(std::move(folded));
    }
    add_work(work, *history);
    for (const ReferralEntry& entry : history->referrals) {
      const Date made = context.zone.date_at(entry.recorded.at);
      ++work[school::school_year_of(made)].referrals[static_cast<std::size_t>(entry.state)];
    }
    return ok();
  }));
  return work;
}

}  // namespace homevisit::operations
