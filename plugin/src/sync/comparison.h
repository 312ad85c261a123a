// The nightly comparison of all student files with what was filed, in pieces between which entries
// are delivered. What a night does not bring to its end goes on in the next.
#pragma once

#include <cstdint>
#include <string>

#include "sync/pass.h"
#include "sync/reconcile.h"

namespace homevisit::sync {

struct Comparison {
  std::int64_t entries = 0, differences = 0;
  std::int64_t at = 0;  // when it came to its end, milliseconds since 1970; 0: it has not
};

// What the task's note holds.
struct Comparisons {
  std::string after;     // student after whom to go on; "": it begins anew
  Comparison under_way;  // as far as it has come
  Comparison last;       // the last one that came to its end
};

// Of a note that cannot be read: nothing, so that it begins anew.
Comparisons read_comparisons(const std::string& note);

struct PieceLimits {
  std::int64_t piece_ms = 5'000;  // of uptime, for files that are read one by one
  std::int64_t window_ms = 0;     // until the hours end in which lists may be read
};

// Goes on from where `note` says. Gives what this piece found; of the last one, what all of them
// did. Where the system gives all entries in one list, that is the whole of it. Nothing is repaired
// by itself: what is odd is noted, and shown where the entry is.
Result<Comparison> compare_piece(journal::Journal& journal, adapters::Adapter& adapter,
                                 const Clock& clock, const CallControl& control,
                                 const PieceLimits& limits, TaskNote& note);

}  // namespace homevisit::sync
