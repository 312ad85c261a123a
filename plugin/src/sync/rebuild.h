// Makes the journal's events again from the student files of a system whose entries carry their
// records (HV_CAN_CARRY_STRUCTURED). What has no entry cannot come back so: docs/rebuild.md.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "base/random.h"
#include "journal/journal.h"

namespace homevisit::sync {

// An entry of ours from which nothing could be made.
struct NotRestored {
  std::string marker, student;
  std::string reason;  // code: record_missing, record_broken, record_newer, record_of_another
};

struct Rebuilt {
  std::int64_t entries = 0;                      // of ours, as the SIS gave them
  std::map<std::string, std::int64_t> restored;  // events by kind
  std::int64_t known = 0;                        // events that the journal had already
  std::int64_t left_out = 0;   // earlier versions of reports that their entry had no place for
  std::int64_t withdrawn = 0;  // void in the SIS: noted as entered in error, by whom is not known
  std::vector<NotRestored> not_restored;

  std::int64_t events() const {
    std::int64_t all = 0;
    for (const auto& [kind, count] : restored) all += count;
    return all;
  }
};

struct RebuildOptions {
  std::size_t batch = 200;  // events in one transaction
  // Makes anew, in the same transaction, what stands beside the student's events.
  std::function<Status(journal::Transaction&, const std::string& student)> refresh;
};

// Events that the journal has are passed over, so it may be run again: after it was stopped, and to
// fill up what an older backup lacks. Events are added in the order in which they were recorded, a
// batch at a time, all of it or nothing. Nothing is sent to the SIS.
Result<Rebuilt> rebuild_from_sis(journal::Journal& journal, adapters::Adapter& adapter,
                                 const Clock& clock, Random& random, const CallControl& control,
                                 const RebuildOptions& options);

}  // namespace homevisit::sync
