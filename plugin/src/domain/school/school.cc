#include "domain/school/school.h"

#include <fmt/format.h>

#include <algorithm>

namespace homevisit::school {
namespace {

struct Apply {
  School& school;
  const Event& event;

  template <typename T>
  Noted<T> noted(const T& value) const {
    return {value, event.actor, event.actor_name, event.recorded_at, event.seq};
  }

  void operator()(const Programme& c) const {
    school.programmes[c.school_year].push_back(noted(c));
  }
  void operator()(const ProposalEnded& c) const {
    if (const auto* const waiting = school.waiting_programme(c.school_year))
      school.proposals_ended.insert_or_assign(waiting->seq, noted(c));
  }
  void operator()(const NoticePublished& c) const { school.notices.push_back(noted(c)); }
  void operator()(const ParticipationSet& c) const {
    school.participation.insert_or_assign({c.staff, c.school_year}, noted(c));
  }
  void operator()(const PreparationNoted& c) const { school.preparations.push_back(noted(c)); }
  void operator()(const VisitorReady& c) const {
    school.visitors_ready.insert_or_assign(c.visit + " " + c.staff, noted(c));
  }
  void operator()(const TravelClaimed& c) const { school.travel.push_back(noted(c)); }
  void operator()(const DebriefNoted& c) const { school.debriefs.insert_or_assign(c.id, noted(c)); }
  void operator()(const ConfidantSpoken& c) const { school.confidant.push_back(noted(c)); }
  void operator()(const CareConsulted& c) const { school.consultations.push_back(noted(c)); }
  void operator()(const HandedOff& c) const { school.hand_offs.push_back(noted(c)); }
  void operator()(const SuccessShared& c) const { school.successes.push_back(noted(c)); }
  void operator()(const ProblemNoted& c) const { school.problems.insert_or_assign(c.id, noted(c)); }
  void operator()(const ReportKept& c) const { school.reports.push_back(noted(c)); }
  void operator()(const EvaluationGiven& c) const { school.evaluations.push_back(noted(c)); }
  void operator()(const CodesMade& c) const { school.codes.push_back(noted(c)); }
  void operator()(const RemarkReleased& c) const {
    if (c.released)
      school.remarks_released.emplace(c.school_year, c.remark);
    else
      school.remarks_released.erase({c.school_year, c.remark});
  }
  void operator()(const ImprovementSet& c) const {
    school.improvements.insert_or_assign(c.id, noted(c));
  }
  void operator()(const EvaluationDecided& c) const {
    school.decisions.insert_or_assign(c.school_year, noted(c));
  }
};

}  // namespace

bool holds(const Programme& programme) {
  return programme.scope.kind == ScopeKind::whole_cohort || !programme.scope.approved_by.empty();
}

const Noted<Programme>* School::programme_noted(const std::string& school_year) const {
  const auto found = programmes.find(school_year);
  if (found == programmes.end()) return nullptr;
  const auto& versions = found->second;
  const auto last = std::find_if(versions.rbegin(), versions.rend(),
                                 [](const auto& p) { return holds(p.value); });
  return last == versions.rend() ? nullptr : &*last;
}

const Programme* School::programme(const std::string& school_year) const {
  const Noted<Programme>* const noted = programme_noted(school_year);
  return noted == nullptr ? nullptr : &noted->value;
}

const Noted<Programme>* School::waiting_programme(const std::string& school_year) const {
  const auto found = programmes.find(school_year);
  if (found == programmes.end()) return nullptr;
  const Noted<Programme>& last = found->second.back();
  return holds(last.value) || end_of_proposal(last) != nullptr ? nullptr : &last;
}

const Noted<ProposalEnded>* School::end_of_proposal(const Noted<Programme>& proposal) const {
  const auto found = proposals_ended.find(proposal.seq);
  return found == proposals_ended.end() ? nullptr : &found->second;
}

const NoticePublished* School::notice(Date day) const {
  const NoticePublished* holds = nullptr;
  for (const auto& notice : notices)
    if (notice.value.from <= day) holds = &notice.value;
  return holds;
}

Participation School::participates(const std::string& staff, const std::string& school_year) const {
  const auto found = participation.find({staff, school_year});
  return found == participation.end() ? Participation::not_asked
                                      : found->second.value.participation;
}

void apply(School& school, const Event& event) {
  std::visit(Apply{school, event}, event.change);
  school.last_seq = event.seq;
}

School fold(const std::vector<Event>& events) {
  School school;
  for (const Event& event : events) apply(school, event);
  return school;
}

std::string school_year_of(Date day) {
  const int begins = static_cast<int>(school_year_start(day).year());
  return fmt::format("{}-{}", begins, begins + 1);
}

}  // namespace homevisit::school
