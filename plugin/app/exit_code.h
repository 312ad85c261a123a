// How the program ends, for scripts.
#pragma once

#include "homevisit/types.h"

namespace homevisit::app {

inline constexpr int kExitOk = 0;
inline constexpr int kExitRefused = 1;    // the caller can mend it: invalid, not found, forbidden
inline constexpr int kExitUsage = 2;      // the command line is wrong
inline constexpr int kExitSystem = 3;     // something outside must change first: disk, lock, damage
inline constexpr int kExitAway = 4;       // sync: the student system is away; it passes by itself
inline constexpr int kExitAttention = 5;  // sync: somebody must look, see `homevisit outbox`

int exit_code(hv_status status);

}  // namespace homevisit::app
