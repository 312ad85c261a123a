// The deadline, the cancel flag and the progress of one call, as long work must look at them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "base/clock.h"
#include "base/status.h"

namespace homevisit {

struct CallControl {
  std::int64_t deadline = 0;  // milliseconds since 1970 by the machine's clock; 0: none
  // The same by the machine's uptime (Clock::uptime_ms), where it must hold though somebody sets
  // the clock; 0: none.
  std::int64_t uptime_limit = 0;
  // Not a bool: adapters see it through adapter.h as an int32_t.
  std::atomic<std::int32_t> cancelled{0};
  // The flag of the call that this one is made for, where an adapter hands it on; or null.
  const volatile std::int32_t* outer = nullptr;
  std::function<void(const char* phase, std::uint64_t done, std::uint64_t total)> progress;
  // What may be done while a request that has gone out waits for its answer; asked of each request.
  // It uses no network, and what it throws is lost. May be empty.
  std::function<void()> meanwhile;

  bool is_cancelled() const {
    return cancelled.load(std::memory_order_relaxed) != 0 ||
           (outer != nullptr && __atomic_load_n(outer, __ATOMIC_RELAXED) != 0);
  }
  // Long loops call this every few hundred rows.
  Status check() const {
    if (is_cancelled())
      return Error{HV_CANCELLED, "cancelled", "Stopped on request; nothing was changed."};
    if ((deadline != 0 && system_clock().now_ms() > deadline) ||
        (uptime_limit != 0 && system_clock().uptime_ms() > uptime_limit))
      return Error{HV_DEADLINE_EXCEEDED, "deadline_exceeded",
                   "The time allowed ran out; nothing was changed. Try again with more time."};
    return ok();
  }
  void report(const char* phase, std::uint64_t done, std::uint64_t total) const {
    if (progress) progress(phase, done, total);
  }
};

}  // namespace homevisit
