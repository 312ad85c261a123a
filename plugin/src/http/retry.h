// Sends again what may be sent again (retry_table.h), with waits in between that grow, obey
// Retry-After, end at the deadline and can be cancelled.
#pragma once

#include <atomic>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "http/http.h"
#include "http/retry_budget.h"

namespace homevisit::http {

// Waits, so that a test need not.
class Sleeper {
 public:
  virtual ~Sleeper() = default;
  // An error of CallControl::check() when it was cut short. [any]
  virtual Status sleep(std::int64_t ms, const CallControl& control) = 0;
};
// Looks at the cancel flag every 25 ms.
Sleeper& system_sleeper();

struct RetryParts {
  const Clock& clock = system_clock();
  Random& random = system_random();
  Sleeper& sleeper = system_sleeper();
  const Log* log = nullptr;
};

// [any]
class Retry final : public Transport {
 public:
  // No single wait is longer: who asks for more is asked again later, by whoever called.
  static constexpr std::int64_t longest_wait_ms = 120'000;

  explicit Retry(Transport& next, const RetryParts& parts = {}) : next_(next), parts_(parts) {}

  // The last answer or error. Where the wait would pass the deadline, or the host has been asked
  // again too often, that is given back at once, an error with retry_after_ms.
  Result<Response> send(const Request& request, const CallControl& control) override;
  void ahead(const Request& request, const CallControl& control) override {
    next_.ahead(request, control);
  }

 private:
  std::int64_t draw(std::int64_t most_ms);
  void compare_clocks(const Response& response, const std::string& origin);
  void say(LogLevel level, const std::string& text) const;

  Transport& next_;
  const RetryParts parts_;
  RetryBudget budget_;
  std::atomic<bool> said_clock_{false};
};

}  // namespace homevisit::http
