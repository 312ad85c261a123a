// Time as the checker moves it: one for all processes of a seed and for the system that they
// deliver to. It stands still while anybody works, so that nothing hangs on how fast this machine
// is.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace delivery_checker {

// A file of two numbers that everybody maps: the uptime, and by how much the wall clock is wrong.
class SharedTime {
 public:
  explicit SharedTime(const std::string& path);
  ~SharedTime();
  SharedTime(const SharedTime&) = delete;
  SharedTime& operator=(const SharedTime&) = delete;

  const std::string& path() const { return path_; }
  std::int64_t uptime_ms() const;
  void move_to(std::int64_t uptime_ms);
  // As if somebody set the machine's clock: from now on it is so much ahead of the right time.
  void set_wall_ahead(std::int64_t ms);
  std::int64_t wall_ms() const;

 private:
  struct Numbers {
    std::int64_t uptime_ms, wall_ahead_ms;
  };
  std::string path_;
  Numbers* numbers_;
};

class SharedClock final : public homevisit::Clock {
 public:
  explicit SharedClock(const SharedTime& time) : time_(time) {}
  std::int64_t now_ms() const override { return time_.wall_ms(); }
  std::int64_t uptime_ms() const override { return time_.uptime_ms(); }

 private:
  const SharedTime& time_;
};

}  // namespace delivery_checker
