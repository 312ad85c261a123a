// Looking at the learning platforms: is one known, is its deployment, can its keys be read.
#pragma once

#include <vector>

#include "operations/operation.h"
#include "operations/system_state.h"

namespace homevisit::operations {

// A line or more for each; none where platforms are not let in. They are asked for their keys only
// where the call asks other systems ("system"). An error only where the call itself was stopped.
Result<std::vector<Check>> check_lti(const Call& call);

}  // namespace homevisit::operations
