// R4: a choice of students instead of everybody is a proposal until a second person agrees. What
// became of each stays to be read, without whom it was about.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace homevisit::school {

struct School;

// The one that waits has ended: a second person does not agree, or who made it took it back.
struct ProposalEnded {
  static constexpr const char* type = "proposal_ended";
  std::string school_year;
  bool withdrawn = false;  // by who made it
  std::string reason;      // "": nobody needs one
};
template <typename A>
void fields(A& a, ProposalEnded& v) {
  a("school_year", v.school_year), a("withdrawn", v.withdrawn), a("reason", v.reason);
}

enum class ProposalOutcome { waits, agreed, not_agreed, withdrawn, lapsed };

struct Proposal {
  std::string by_name;
  std::int64_t at = 0;  // milliseconds since 1970
  int students = 0;
  ProposalOutcome outcome = ProposalOutcome::waits;
  // Of the outcome; "" and 0 while it waits.
  std::string ended_by_name, reason;
  std::int64_t ended_at = 0;
};

// Oldest first. A proposal lapses when the programme is set anew while it waits.
std::vector<Proposal> proposals_of(const School& school, const std::string& school_year);

}  // namespace homevisit::school
