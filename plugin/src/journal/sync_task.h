// What is done with the SIS beside delivering, now and then: reading the roster, comparing entries.
// One row for each kind of task, shared by all processes on this journal.
#pragma once

#include <cstdint>
#include <string>

namespace homevisit::journal {

// Moments in milliseconds since 1970, 0: never.
struct SyncTask {
  std::string name;
  std::int64_t runs = 0;  // how often it was begun; names the present run
  std::int64_t started_at = 0, finished_at = 0, succeeded_at = 0;
  std::int64_t failures = 0;  // on end
  std::string code;           // of the last failure, "" after a success
  bool running = false;       // a process holds it
  std::string note;           // what the run before kept for this one; "" where nothing
};

}  // namespace homevisit::journal
