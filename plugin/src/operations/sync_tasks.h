// What is done with the SIS beside delivering, and when: for sync.pass, which does it, and for
// system.status, which says when it comes.
#pragma once

#include <string>
#include <vector>

#include "operations/operation.h"
#include "sync/deliver.h"
#include "sync/pass.h"

namespace homevisit::operations {

inline constexpr const char* roster_task = "roster";                  // all of it, at night
inline constexpr const char* roster_changes_task = "roster_changes";  // what changed, by day

inline constexpr const char* entries_task = "entries";  // compared, at night

// What a task did, in numbers.
struct TaskReport {
  std::string task, read;  // read: "whole", "changes"; "" of another task
  std::int64_t changed = 0, removed = 0;
  std::int64_t entries = 0, differences = 0;
};

// Delivers what waits, as many entries as the request's "limit" says. First the journal follows the
// roster where it has not yet; nothing is sent while it has not. For dossier.deliver and sync.pass
// alike. `take_for`: milliseconds after which none is taken; 0: no end.
Result<sync::Delivered> deliver_entries(const Call& call, std::int64_t take_for = 0);

// The tasks that this adapter can do. They look at `call` and append to `reports` when they are
// run: both must outlive them.
Result<std::vector<sync::Task>> sync_tasks(const Call& call, std::vector<TaskReport>& reports);

}  // namespace homevisit::operations
