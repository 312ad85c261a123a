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
  // Not a bool: adapters see it through adapter.h as an int32_t.
  std::atomic<std::int32_t> cancelled{0};
  std::function<void(const char* phase, std::uint64_t done, std::uint64_t total)> progress;

  // Long loops call this every few hundred rows.
  Status check() const {
    if (cancelled.load(std::memory_order_relaxed) != 0)
      return Error{HV_CANCELLED, "cancelled", "Stopped on request; nothing was changed."};
    if (deadline != 0 && system_clock().now_ms() > deadline)
      return Error{HV_DEADLINE_EXCEEDED, "deadline_exceeded",
                   "The time allowed ran out; nothing was changed. Try again with more time."};
    return ok();
  }
  void report(const char* phase, std::uint64_t done, std::uint64_t total) const {
    if (progress) progress(phase, done, total);
  }
};

}  // namespace homevisit
