#include "sync/schedule.h"

#include <algorithm>

namespace homevisit::sync {
namespace {

constexpr std::int64_t minute = 60'000;

// What lies ahead was written before the clock was set back: it says nothing any more.
std::int64_t past(std::int64_t moment, std::int64_t now) { return moment > now ? 0 : moment; }

std::int64_t retry_at(const journal::SyncTask& task, std::int64_t now) {
  if (task.failures == 0) return 0;
  return past(task.finished_at, now) + wait_after(task.failures);
}

}  // namespace

std::int64_t wait_after(std::int64_t failures) {
  return std::min<std::int64_t>(60, 1LL << std::clamp<std::int64_t>(failures - 1, 0, 6)) * minute;
}

Window bulk_window(const BulkHours& hours, const Zone& zone, std::int64_t now) {
  const Date today = zone.date_at(now);
  const int days = hours.from < hours.to ? 0 : 1;
  for (int day = -1;; ++day) {
    const Window window{zone.moment_at(add_days(today, day), hours.from),
                        zone.moment_at(add_days(today, day + days), hours.to)};
    if (now < window.to) return window;
  }
}

std::int64_t bulk_due(const journal::SyncTask& task, const BulkHours& hours, const Zone& zone,
                      std::int64_t now) {
  const Window window = bulk_window(hours, zone, now);
  const std::int64_t next = bulk_window(hours, zone, window.to).from;
  if (past(task.succeeded_at, now) >= window.from) return next;
  const std::int64_t due = std::max(window.from, retry_at(task, now));
  return window.holds(due) ? due : next;
}

std::int64_t interval_due(const journal::SyncTask& task, std::int64_t every, std::int64_t done_at,
                          std::int64_t now) {
  const std::int64_t last = std::max(past(task.succeeded_at, now), past(done_at, now));
  return std::max(last == 0 ? 0 : last + every, retry_at(task, now));
}

}  // namespace homevisit::sync
