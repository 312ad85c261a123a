#include "domain/school/proposal.h"

#include "domain/school/school.h"

namespace homevisit::school {
namespace {

template <typename T>
void end(Proposal& proposal, ProposalOutcome outcome, const Noted<T>& by) {
  proposal.outcome = outcome;
  proposal.ended_by_name = by.by_name;
  proposal.ended_at = by.at;
}

}  // namespace

std::vector<Proposal> proposals_of(const School& school, const std::string& school_year) {
  std::vector<Proposal> proposals;
  const auto found = school.programmes.find(school_year);
  if (found == school.programmes.end()) return proposals;
  const auto& versions = found->second;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const Noted<Programme>& made = versions[i];
    if (holds(made.value)) continue;
    Proposal proposal;
    proposal.by_name = made.by_name;
    proposal.at = made.at;
    proposal.students = static_cast<int>(made.value.scope.students.size());
    const Noted<Programme>* const next = i + 1 < versions.size() ? &versions[i + 1] : nullptr;
    if (const Noted<ProposalEnded>* const ended = school.end_of_proposal(made)) {
      end(proposal,
          ended->value.withdrawn ? ProposalOutcome::withdrawn : ProposalOutcome::not_agreed,
          *ended);
      proposal.reason = ended->value.reason;
    } else if (next != nullptr) {
      const bool agreed = next->value.scope.kind == ScopeKind::chosen && holds(next->value) &&
                          next->value.scope.students == made.value.scope.students;
      end(proposal, agreed ? ProposalOutcome::agreed : ProposalOutcome::lapsed, *next);
    }
    proposals.push_back(std::move(proposal));
  }
  return proposals;
}

}  // namespace homevisit::school
