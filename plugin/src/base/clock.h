// Time behind a seam: the domain is given it and never reads it.
#pragma once

#include <cstdint>
#include <string>

namespace homevisit {

// [any]
class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970, UTC. Jumps when somebody sets the machine's clock.
  virtual std::int64_t now_ms() const = 0;
  // Milliseconds since the machine started, asleep or awake: never jumps, the same in all its
  // processes, and begins anew with each boot(). What must not end early goes by this.
  virtual std::int64_t uptime_ms() const;
  // Names the time between two starts of the machine. "" where the machine does not say.
  virtual const std::string& boot() const;
};

// The machine's clock.
const Clock& system_clock();

// Stands still until it is moved; for tests and for training days ("clock" in the configuration).
// Its uptime is the machine's.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t now) : now_(now) {}
  std::int64_t now_ms() const override { return now_; }
  void set(std::int64_t now) { now_ = now; }

 private:
  std::int64_t now_;
};

}  // namespace homevisit
