// Compares what was filed with what the student files hold: an entry may be gone, be there twice,
// or have been changed by a colleague. A colleague's words are never overwritten.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "journal/journal.h"

namespace homevisit::sync {

enum class Difference {
  missing,    // filed, and not there
  twice,      // two entries with one marker
  altered,    // it says something else than what was filed
  made_void,  // void there, and not withdrawn here
  not_void,   // withdrawn here, and not void there
  misplaced,  // filed for another student, while the two were one file here
  orphaned    // it has a marker of ours, and the journal knows nothing of it
};

struct Found {
  Difference difference = Difference::missing;
  std::string student, marker;
  bool queued = false;  // repair: it will be looked up, and filed again where it is not there
};

struct Reconciled {
  std::int64_t students = 0, entries = 0;
  std::int64_t under_way = 0;  // entries about which something is being sent just now
  std::map<Difference, std::int64_t> counts;
  std::vector<Found> found;  // at most ReconcileOptions::most_found
  std::string next;          // student after whom to go on; "": all were looked at
};

struct ReconcileOptions {
  std::string student;  // only of this one
  // Puts what is missing back in the queue. Everything else is for a person.
  bool repair = false;
  // To go through all students in several calls: at most so many (0: all), after this one.
  std::int64_t limit = 0;
  std::string after;
  // Asked after each student whose file was read by itself: true, and it ends there. May be empty.
  std::function<bool()> enough;
  std::size_t most_found = 1000;
};

// What is odd in a list is looked up once more before it is said, so that nothing is said of what
// changed meanwhile. What was found is noted in the outbox (Seen). [any]
Result<Reconciled> reconcile(journal::Journal& journal, adapters::Adapter& adapter,
                             const CallControl& control, const ReconcileOptions& options);

}  // namespace homevisit::sync
