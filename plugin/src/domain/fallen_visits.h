// Visits that were planned and fell away by an answer: who is no longer welcome does not come. That
// is the answer's doing. It is no appointment that somebody called off, and counts as none (R1,
// R98).
#pragma once

#include "domain/history.h"

namespace homevisit {

// Answers of which nothing of the kind can come.
bool leaves_no_room(AnswerKind kind);
bool is_called_off(VisitState state);

// Was it taken back in one step with an answer?
bool fell_by_answer(const History& history, const VisitEntry& entry);

}  // namespace homevisit
