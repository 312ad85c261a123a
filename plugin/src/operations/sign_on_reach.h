// Asking the systems that sign people in: do they answer, can their keys be read, is anybody let
// in.
#pragma once

#include <vector>

#include "operations/operation.h"
#include "operations/system_state.h"

namespace homevisit::operations {

// A line for each. An error only where the call itself was stopped.
Result<std::vector<Check>> check_sign_on(const Call& call);

}  // namespace homevisit::operations
