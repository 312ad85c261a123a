// What an answer leaves no room for is taken back in one step with it, so that nobody stands at a
// door where they are not wanted (R1; consent-model.md, rules 2 and 5).
#pragma once

#include "domain/answer.h"
#include "operations/write.h"

namespace homevisit::operations {

// Adds to the decision the home visits to come that are taken back, and a hint for each: that it is
// off, and whom the school still has to tell.
void take_back_plans(const Call& call, const Facts& facts, const Answer& answer,
                     Decision& decision);

}  // namespace homevisit::operations
