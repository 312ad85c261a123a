// One look at what is due with the SIS: entries to deliver, the roster to read. Several processes
// may do it on one journal: each task is done by one of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/clock.h"
#include "journal/journal.h"

namespace homevisit::sync {

// What a task keeps from one run to the next.
struct TaskNote {
  std::string text;   // "" where nothing was kept
  bool more = false;  // the run has not come to its end: it goes on with the next pass
};

// A task beside delivering.
struct Task {
  std::string name;
  // When it is due, by how it went before; milliseconds since 1970.
  std::function<std::int64_t(const journal::SyncTask&, std::int64_t now)> due;
  // After an error the note is as it was.
  std::function<Status(const CallControl&, TaskNote&)> run;
};

struct TaskDone {
  std::string name;
  Status status;
  bool more = false;
};

// What system.status finds in the table of tasks of those who make passes.
inline constexpr const char* life = "sync";
enum class Life {
  stays,  // it goes on making passes
  once,   // it makes some now and ends; something calls it again later
  ends    // it makes no further one
};
inline constexpr const char* lived_once = "once";  // the code of that row

// Does each task that is due and that no other process does. Nothing while the system is paused,
// for it has asked for peace. An error of a task stands in what is given back, for the others are
// done all the same; cancelled, it does no further one.
Result<std::vector<TaskDone>> run_due(journal::Journal& journal, const std::vector<Task>& tasks,
                                      const Clock& clock, const CallControl& control);

// The earliest moment at which one of them is due.
Result<std::int64_t> next_due(journal::Journal& journal, const std::vector<Task>& tasks,
                              const Clock& clock);

// Says of this process what it does, at most once in half a minute. Of several, one that stays is
// what is seen.
Status show_life(journal::Journal& journal, const Clock& clock, Life how);

// The row of that name, or one of a task that was never begun.
journal::SyncTask task_row(const std::vector<journal::SyncTask>& rows, const std::string& name);

}  // namespace homevisit::sync
