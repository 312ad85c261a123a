// Reads the roster from the SIS into the roster store: all of it, or nothing.
#pragma once

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "journal/roster_store.h"

namespace homevisit::sync {

// An empty roster is refused when there was one before (HV_FAILED_PRECONDITION): a system that
// withholds its students must not empty every class.
Status pull_roster(adapters::Adapter& adapter, journal::RosterStore& store, const Clock& clock,
                   const CallControl& control);

}  // namespace homevisit::sync
