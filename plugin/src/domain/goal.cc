#include "domain/goal.h"

#include <array>
#include <cstddef>

namespace homevisit {
namespace {

constexpr std::size_t lives = 8, results = 7;
using Row = std::array<AgreementState, results>;

constexpr Row all_of(AgreementState word) { return {word, word, word, word, word, word, word}; }

constexpr auto open = AgreementState::open, well = AgreementState::going_well,
               another = AgreementState::another_way, done = AgreementState::done,
               let_go = AgreementState::let_go;

// By life downwards, by result across: in progress, improving, worsening, no change, achieved, not
// achieved, not attainable. What has not begun or rests is open, whatever is noted of the result;
// where something does not help, another way is looked for: nobody failed.
constexpr std::array<Row, lives> words = {{
    all_of(open),                                            // proposed
    all_of(open),                                            // accepted
    {open, well, another, another, well, another, another},  // active
    all_of(open),                                            // on hold
    {done, done, let_go, done, done, let_go, let_go},        // completed
    all_of(let_go),                                          // cancelled
    all_of(let_go),                                          // rejected
    all_of(let_go),                                          // entered in error
}};

constexpr GoalState usual(AgreementState word) {
  switch (word) {
    case AgreementState::open:
      return {GoalLife::active, GoalResult::in_progress};
    case AgreementState::going_well:
      return {GoalLife::active, GoalResult::improving};
    case AgreementState::another_way:
      return {GoalLife::active, GoalResult::no_change};
    case AgreementState::done:
      return {GoalLife::completed, GoalResult::achieved};
    case AgreementState::let_go:
      break;
  }
  return {GoalLife::cancelled, GoalResult::in_progress};  // says nothing of how it went
}

}  // namespace

GoalState::GoalState(AgreementState word) : GoalState(usual(word)) {}

AgreementState in_family_words(const GoalState& goal) {
  return words.at(static_cast<std::size_t>(goal.life)).at(static_cast<std::size_t>(goal.result));
}

bool is_closed(GoalLife life) {
  switch (life) {
    case GoalLife::completed:
    case GoalLife::cancelled:
    case GoalLife::rejected:
    case GoalLife::entered_in_error:
      return true;
    default:
      return false;
  }
}

}  // namespace homevisit
