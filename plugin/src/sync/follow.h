// Reads the roster from the SIS and lets the files of the journal follow: who has another id now,
// and whose id is another child's.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/matching.h"
#include "sync/pull.h"

namespace homevisit::sync {

struct Following {
  adapters::Adapter& adapter;
  journal::Journal& journal;
  journal::RosterStore& roster;
  const Clock& clock;
  Random& random;
  Date today;
};

struct Followed {
  Pulled pulled;
  Matched matched;
};

// The version of the roster as it stands, where the journal has followed it. While it has not, an
// id may be another child's, and nothing is sent under any. Cheap: two reads by key.
Result<std::optional<std::int64_t>> followed_version(journal::Journal& journal,
                                                     journal::RosterStore& roster);

// Does what was left undone between the roster and the journal; nothing where nothing was.
Result<Matched> follow_up(const Following& following, const CallControl& control);

// `changes`: only what changed, as pull_changes() has it. Where it stopped between the roster and
// the journal, the next time does the rest first.
Result<Followed> follow_roster(const Following& following, bool changes, const CallControl& control,
                               const PullOptions& options = {});

}  // namespace homevisit::sync
