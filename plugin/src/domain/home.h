// Where the guardians of a student live, as far as the roster says.
#pragma once

#include "domain/roster.h"

namespace homevisit {

// Unknown is never read as "no": two guardians of whom the roster does not say where they live, or
// who both live with the student, count as one home.
bool share_home(const Guardian& a, const Guardian& b);

}  // namespace homevisit
