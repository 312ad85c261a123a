// Reading the roster with everything that belongs to it, for roster.refresh and sync.pass alike.
#pragma once

#include "operations/operation.h"
#include "sync/follow.h"

namespace homevisit::operations {

sync::Following following_of(Context& context);

// Leaves an event of the system where something was read as a whole or changed.
Result<sync::Followed> read_roster(const Call& call, bool changes,
                                   const sync::PullOptions& options);

}  // namespace homevisit::operations
