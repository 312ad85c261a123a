// Time as the checker moves it: one for all processes of a seed and for the system that they
// deliver to. It stands still while anybody works, so that nothing hangs on how fast this machine
// is.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace delivery_checker {

// A file of numbers that everybody maps; the first is the time that goes on whatever happens.
class SharedTime {
 public:
  explicit SharedTime(const std::string& path);
  ~SharedTime();
  SharedTime(const SharedTime&) = delete;
  SharedTime& operator=(const SharedTime&) = delete;

  const std::string& path() const { return path_; }
  std::int64_t now_ms() const;
  void move_to(std::int64_t now_ms);
  // The machine starts anew: its uptime begins at nothing again.
  void restart_machine();
  std::int64_t uptime_ms() const;
  std::int64_t boots() const;
  // As if somebody set the machine's clock: from now on it is so much ahead of the right time.
  void set_wall_ahead(std::int64_t ms);
  std::int64_t wall_ms() const;

 private:
  struct Numbers {
    std::int64_t now_ms, booted_at_ms, boots, wall_ahead_ms;
  };
  std::string path_;
  Numbers* numbers_;
};

class SharedClock final : public homevisit::Clock {
 public:
  explicit SharedClock(const SharedTime& time)
      : time_(time), boot_("boot-" + std::to_string(time.boots())) {}
  std::int64_t now_ms() const override { return time_.wall_ms(); }
  std::int64_t uptime_ms() const override { return time_.uptime_ms(); }
  const std::string& boot() const override { return boot_; }

 private:
  const SharedTime& time_;
  const std::string boot_;  // no process outlives it
};

}  // namespace delivery_checker
