// When what is done beside delivering is due. Pure: moments in, moments out.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/date.h"
#include "journal/sync_task.h"

namespace homevisit::sync {

// The hours of the school's day in which a system lets whole lists be read, in minutes after
// midnight; `to` may lie after midnight. Both alike: the whole day.
struct BulkHours {
  int from = 22 * 60;
  int to = 6 * 60;
};

struct Schedule {
  std::int64_t roster_minutes = 15;  // between two reads of what changed; 0: never
  BulkHours bulk;
};

// From `from` up to, not including, `to`; milliseconds since 1970.
struct Window {
  std::int64_t from = 0, to = 0;
  bool holds(std::int64_t moment) const { return from <= moment && moment < to; }
};

// The bulk hours that `now` lies in, else the next ones. On the two days a year when the clock is
// changed they are an hour shorter or longer, or begin with the first moment that there is.
Window bulk_window(const BulkHours& hours, const Zone& zone, std::int64_t now);

// When a task is due that is done once in each night's bulk hours, and only in them. After a
// failure it is tried again within the same hours.
std::int64_t bulk_due(const journal::SyncTask& task, const BulkHours& hours, const Zone& zone,
                      std::int64_t now);

// When a task is due that is done every so many milliseconds. `done_at`: when what it does was last
// done, also by another task or by hand.
std::int64_t interval_due(const journal::SyncTask& task, std::int64_t every, std::int64_t done_at,
                          std::int64_t now);

// How long to wait after so many failures on end: 1, 2, 4 ... 60 minutes.
std::int64_t wait_after(std::int64_t failures);

}  // namespace homevisit::sync
