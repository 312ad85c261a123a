// Reads the roster from the SIS into the roster store: all of it, or what changed; all or nothing.
#pragma once

#include <functional>

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "journal/roster_store.h"

namespace homevisit::sync {

struct PullOptions {
  // A person has looked: it may be that most students are gone.
  bool accept_shrinking = false;
  // A kind of which the system cannot tell what changed is left as it is, not read as a whole: by
  // day, when a system does not let whole lists be read.
  bool changes_only = false;
  // Looks at the update before it is committed (who came, who is gone); an error stops it.
  std::function<Status(journal::RosterUpdate&)> before_commit;
};

struct Pulled {
  bool whole = false;            // every kind was read as a whole
  journal::RosterChange change;  // what became of it here
};

// An update after which there are no students, or fewer than half of those before (and more than 20
// fewer), is refused (HV_FAILED_PRECONDITION, "roster_empty" and "roster_shrinks"): a system that
// withholds its students must not empty the classes. The latter a person may accept.
Result<Pulled> pull_roster(adapters::Adapter& adapter, journal::RosterStore& store,
                           const Clock& clock, const CallControl& control,
                           const PullOptions& options = {});

// Only what changed since the last time. What the system cannot tell changes of is read as a whole:
// all of it where the adapter has not HV_CAN_READ_CHANGES, else the kinds of which it gave no token
// the last time, or of whose token it knows no more (HV_CONFLICT).
Result<Pulled> pull_changes(adapters::Adapter& adapter, journal::RosterStore& store,
                            const Clock& clock, const CallControl& control,
                            const PullOptions& options = {});

}  // namespace homevisit::sync
