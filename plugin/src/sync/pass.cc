#include "sync/pass.h"

#include <algorithm>
#include <limits>

namespace homevisit::sync {
namespace {

// A process that does a task says so again within a third of it; where it crashes, another may do
// the task after it.
constexpr std::int64_t lease = 10 * 60'000;
constexpr std::int64_t lives_for = 90'000, says_so_every = 30'000;

// The call's own control, with the task held while its work goes on.
class Held {
 public:
  Held(journal::Journal& journal, const Clock& clock, const CallControl& outer,
       const std::string& name, std::int64_t run)
      : said_at_(clock.uptime_ms()) {
    control_.deadline = outer.deadline;
    control_.uptime_limit = outer.uptime_limit;
    control_.outer = outer.outer != nullptr
                         ? outer.outer
                         : reinterpret_cast<const volatile std::int32_t*>(&outer.cancelled);
    control_.progress = [&, run](const char* phase, std::uint64_t done, std::uint64_t total) {
      outer.report(phase, done, total);
      if (clock.uptime_ms() - said_at_ < lease / 3) return;
      said_at_ = clock.uptime_ms();
      // Not said: another may begin the same, which costs requests and no more.
      (void)journal.hold_sync_task(name, run, lease);
    };
  }
  const CallControl& control() const { return control_; }

 private:
  CallControl control_;
  std::int64_t said_at_;
};

// A pause further away than any was written before the clock was set back.
bool is_paused(const journal::SystemState& state, std::int64_t now) {
  return state.paused_until > now && state.paused_until <= now + journal::DeliveryTerms().wait_most;
}

// Stopped half way on request is no failure: the next pass begins it anew.
Status end(journal::Journal& journal, const std::string& name, std::int64_t run,
           const Status& status, const TaskNote& note) {
  if (!status && status.error().status == HV_CANCELLED) return journal.hold_sync_task(name, run, 0);
  if (!status) return journal.end_sync_task(name, run, status.error().code);
  return note.more ? journal.leave_sync_task(name, run, note.text)
                   : journal.end_sync_task(name, run, "", note.text);
}

}  // namespace

journal::SyncTask task_row(const std::vector<journal::SyncTask>& rows, const std::string& name) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const journal::SyncTask& row) { return row.name == name; });
  if (found != rows.end()) return *found;
  journal::SyncTask none;
  none.name = name;
  return none;
}

Result<std::vector<TaskDone>> run_due(journal::Journal& journal, const std::vector<Task>& tasks,
                                      const Clock& clock, const CallControl& control) {
  std::vector<TaskDone> done;
  HV_ASSIGN(const auto rows, journal.sync_tasks());
  for (const Task& task : tasks) {
    if (!control.check()) break;
    const std::int64_t now = clock.now_ms();
    const journal::SyncTask row = task_row(rows, task.name);
    if (row.running || task.due(row, now) > now) continue;
    HV_ASSIGN(const auto state, journal.system_state());
    if (is_paused(state, now)) break;
    HV_ASSIGN(const bool ours, journal.begin_sync_task(task.name, row.runs, lease));
    if (!ours) continue;
    const std::int64_t run = row.runs + 1;
    const Held held(journal, clock, control, task.name, run);
    TaskNote note{row.note};
    Status status = task.run(held.control(), note);
    HV_TRY(end(journal, task.name, run, status, note));
    const bool more = status && note.more;
    done.push_back({task.name, std::move(status), more});
  }
  return done;
}

Result<std::int64_t> next_due(journal::Journal& journal, const std::vector<Task>& tasks,
                              const Clock& clock) {
  HV_ASSIGN(const auto rows, journal.sync_tasks());
  const std::int64_t now = clock.now_ms();
  std::int64_t next = std::numeric_limits<std::int64_t>::max();
  for (const Task& task : tasks)
    next = std::min(next, std::max(now, task.due(task_row(rows, task.name), now)));
  return next;
}

Status show_life(journal::Journal& journal, const Clock& clock, Life how) {
  if (how == Life::ends) return journal.show_life(life, 0, "");
  HV_ASSIGN(const auto rows, journal.sync_tasks());
  const journal::SyncTask row = task_row(rows, life);
  const std::int64_t ago = clock.now_ms() - row.started_at;
  const bool just_said = ago >= 0 && ago < says_so_every;
  if (how == Life::stays)
    return row.running && just_said ? ok() : journal.show_life(life, lives_for, "");
  if (row.running || (row.code == lived_once && just_said)) return ok();
  return journal.show_life(life, 0, lived_once);
}

}  // namespace homevisit::sync
