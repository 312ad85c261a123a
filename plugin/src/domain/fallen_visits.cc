#include "domain/fallen_visits.h"

#include <algorithm>

namespace homevisit {
namespace {

// Events of one step follow each other, and are made in the same moment.
constexpr std::int64_t one_step_ms = 1000;

}  // namespace

bool leaves_no_room(AnswerKind kind) {
  return kind != AnswerKind::agreed && kind != AnswerKind::no_answer;
}

bool is_called_off(VisitState state) {
  return state == VisitState::cancelled_by_family || state == VisitState::cancelled_by_school;
}

bool fell_by_answer(const History& history, const VisitEntry& entry) {
  if (!is_called_off(entry.visit.state) || entry.visit.place != Place::home) return false;
  for (std::int64_t seq = entry.recorded.seq - 1;; --seq) {
    const auto answer =
        std::find_if(history.answers.begin(), history.answers.end(),
                     [&](const AnswerEntry& one) { return one.recorded.seq == seq; });
    if (answer != history.answers.end())
      return leaves_no_room(answer->answer.kind) &&
             entry.recorded.at - answer->recorded.at < one_step_ms;
    // One answer may take back several.
    if (std::none_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& other) {
          return other.recorded.seq == seq && is_called_off(other.visit.state);
        }))
      return false;
  }
}

}  // namespace homevisit
