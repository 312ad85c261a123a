#include "operations/sync_tasks.h"

#include "operations/roster_reading.h"
#include "sync/comparison.h"

namespace homevisit::operations {
namespace {

Status read(const Call& call, const CallControl& control, const char* task, bool changes,
            std::vector<TaskReport>& reports) {
  const Call held{call.context, call.actor, control, call.name, call.request, call.words, {}};
  sync::PullOptions options;
  options.changes_only = changes;
  HV_ASSIGN(const sync::Followed followed, read_roster(held, changes, options));
  const sync::Pulled& pulled = followed.pulled;
  TaskReport report{task, pulled.whole ? "whole" : "changes", 0, 0, 0, 0};
  report.changed = pulled.change.changed;
  report.removed = pulled.change.removed;
  reports.push_back(std::move(report));
  return ok();
}

Status compare(const Call& call, const CallControl& control, sync::TaskNote& note,
               std::vector<TaskReport>& reports) {
  Context& context = call.context;
  const std::int64_t now = context.clock->now_ms();
  sync::PieceLimits limits;
  limits.window_ms = sync::bulk_window(context.config.schedule.bulk, context.zone, now).to - now;
  HV_ASSIGN(const sync::Comparison found,
            sync::compare_piece(*context.journal, *context.adapter, *context.clock, control, limits,
                                note));
  TaskReport report{entries_task, "", 0, 0, 0, 0};
  report.entries = found.entries;
  report.differences = found.differences;
  reports.push_back(std::move(report));
  return ok();
}

}  // namespace

Result<sync::Delivered> deliver_entries(const Call& call, std::int64_t take_for) {
  Context& context = call.context;
  if (!context.adapter->writes()) return sync::Delivered();
  // Another process may have ended between the roster and the journal.
  const auto followed = sync::follow_up(following_of(context), call.control);
  if (!followed) return followed.error();
  sync::DeliverOptions options = context.config.delivery;
  options.limit = call.request["limit"].integer().value_or(options.limit);
  options.take_for = take_for;
  options.followed = [&context] {
    const auto version = sync::followed_version(*context.journal, *context.roster);
    return version ? *version : std::nullopt;
  };
  return sync::deliver(*context.journal, *context.adapter, *context.clock, call.control, options);
}

Result<std::vector<sync::Task>> sync_tasks(const Call& call, std::vector<TaskReport>& reports) {
  const Context& context = call.context;
  const sync::Schedule& schedule = context.config.schedule;
  HV_ASSIGN(const auto counts, context.roster->counts());
  const auto at_night = [&context, &schedule](const journal::SyncTask& row, std::int64_t now) {
    return sync::bulk_due(row, schedule.bulk, context.zone, now);
  };
  std::vector<sync::Task> tasks;
  tasks.push_back(
      {roster_task, at_night, [&call, &reports](const CallControl& control, sync::TaskNote&) {
         return read(call, control, roster_task, false, reports);
       }});
  // Before it was read as a whole there is nothing to change.
  const bool tells = (context.adapter->capabilities() & HV_CAN_READ_CHANGES) != 0;
  if (tells && schedule.roster_minutes > 0 && counts.read_at != 0)
    tasks.push_back(
        {roster_changes_task,
         [&schedule, read_at = counts.read_at](const journal::SyncTask& row, std::int64_t now) {
           return sync::interval_due(row, schedule.roster_minutes * 60'000, read_at, now);
         },
         [&call, &reports](const CallControl& control, sync::TaskNote&) {
           return read(call, control, roster_changes_task, true, reports);
         }});
  if (context.adapter->writes())
    tasks.push_back({entries_task, at_night,
                     [&call, &reports](const CallControl& control, sync::TaskNote& note) {
                       return compare(call, control, note, reports);
                     }});
  return tasks;
}

}  // namespace homevisit::operations
