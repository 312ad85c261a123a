// How an agreement stands. It is kept on the two axes of FHIR R4's Goal, its life and its result
// (codes as there: "on-hold", "not-attainable"), and said to families in five words (R84).
#pragma once

#include "domain/names.h"

namespace homevisit {

enum class GoalLife {
  proposed,  // said by one side, not yet taken up by the family
  accepted,
  active,
  on_hold,
  completed,
  cancelled,
  rejected,
  entered_in_error
};
enum class GoalResult {
  in_progress,
  improving,
  worsening,
  no_change,
  achieved,
  not_achieved,
  not_attainable
};

// "Open / going well / another way / done / let go".
enum class AgreementState { open, going_well, another_way, done, let_go };

struct GoalState;
AgreementState in_family_words(const GoalState& goal);

// A word stands for its usual pair, and a pair for its word, so that either may be written where
// the other is meant: journals of before the axes hold words only.
struct GoalState {
  GoalLife life = GoalLife::active;
  GoalResult result = GoalResult::in_progress;

  constexpr GoalState() = default;
  constexpr GoalState(GoalLife the_life, GoalResult the_result)
      : life(the_life), result(the_result) {}
  GoalState(AgreementState word);                                     // NOLINT: see above
  operator AgreementState() const { return in_family_words(*this); }  // NOLINT: see above

  friend bool operator==(const GoalState&, const GoalState&) = default;
  friend bool operator==(const GoalState& goal, AgreementState word) {
    return in_family_words(goal) == word;
  }
};

// Is it over, one way or the other?
bool is_closed(GoalLife life);

}  // namespace homevisit
