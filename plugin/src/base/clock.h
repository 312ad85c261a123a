// Time behind a seam: the domain is given it and never reads it.
#pragma once

#include <cstdint>

namespace homevisit {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970, UTC. [any]
  virtual std::int64_t now_ms() const = 0;
};

// The machine's clock.
const Clock& system_clock();

// Stands still until it is moved; for tests and for training days ("clock" in the configuration).
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t now) : now_(now) {}
  std::int64_t now_ms() const override { return now_; }
  void set(std::int64_t now) { now_ = now; }

 private:
  std::int64_t now_;
};

}  // namespace homevisit
