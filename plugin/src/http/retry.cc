#include "http/retry.h"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "http/retry_after.h"
#include "http/retry_table.h"
#include "http/token.h"
#include "http/url.h"

namespace homevisit::http {
namespace {

constexpr std::int64_t clocks_differ_ms = 5 * 60'000;

class SystemSleeper final : public Sleeper {
 public:
  Status sleep(std::int64_t ms, const CallControl& control) override {
    using std::chrono::milliseconds;
    // Not by the wall clock, which may be set while we wait.
    const auto end = std::chrono::steady_clock::now() + milliseconds(ms);
    for (;;) {
      HV_TRY(control.check());
      const auto left = end - std::chrono::steady_clock::now();
      if (left <= left.zero()) return ok();
      std::this_thread::sleep_for(
          std::min<std::chrono::steady_clock::duration>(left, milliseconds(25)));
    }
  }
};

// What is said of an attempt in the log; never a path or a query, where ids may stand.
std::string told(const Result<Response>& result) {
  if (result) return fmt::format("answered {}", result->status);
  return fmt::format("gave no answer ({})", result.error().code);
}

}  // namespace

Sleeper& system_sleeper() {
  static SystemSleeper sleeper;
  return sleeper;
}

void Retry::say(LogLevel level, const std::string& text) const {
  if (parts_.log != nullptr) parts_.log->write(level, "http", text);
}

// From 0 to `most_ms`, all alike: callers that were thrown out together do not come back together.
std::int64_t Retry::draw(std::int64_t most_ms) {
  std::uint64_t bits = 0;
  parts_.random.fill(&bits, sizeof bits);
  return static_cast<std::int64_t>(bits % (static_cast<std::uint64_t>(most_ms) + 1));
}

void Retry::compare_clocks(const Response& response, const std::string& origin) {
  const std::int64_t ahead = clock_ahead_ms(response, parts_.clock.now_ms());
  if ((ahead < clocks_differ_ms && ahead > -clocks_differ_ms) || said_clock_.exchange(true)) return;
  say(LogLevel::warning,
      fmt::format("The clock of this machine is {}. Set it by NTP: tokens and deadlines go by it.",
                  clock_difference(ahead, origin)));
}

Result<Response> Retry::send(const Request& request, const CallControl& control) {
  const auto url = parse_url(request.url);
  const std::string origin = url ? url->origin() : "";
  for (int attempt = 1;; ++attempt) {
    Result<Response> result = next_.send(request, control);
    if (result && !result->kept) compare_clocks(*result, origin);
    const Outcome outcome = outcome_of(result);
    const RetryRule& rule = rule_of(outcome);
    const Then then = request.effect == Effect::read ? rule.read : rule.write;
    if (then == Then::give_back) {
      // Also 4xx: the host is there and works.
      if (outcome == Outcome::answer) budget_.answered(origin);
      return result;
    }
    const Pace& pace = rule.pace;
    const std::int64_t grown = std::min(pace.most_ms, pace.first_ms << std::min(attempt - 1, 16));
    const std::int64_t asked =
        result ? retry_after_ms(*result, parts_.clock.now_ms()).value_or(0) : 0;
    // After a wait that was asked for by all, a little apart.
    const std::int64_t wait =
        asked > 0 ? asked + draw(std::min<std::int64_t>(grown, 1'000)) : draw(grown);
    const auto give_back = [&](const char* why) {
      say(LogLevel::warning,
          fmt::format("{} {} at try {}; {}.", origin, told(result), attempt, why));
      if (result) return std::move(result);
      Error error = result.error();
      error.retry_after_ms = wait;
      return Result<Response>(std::move(error));
    };
    if (attempt >= pace.attempts) return give_back("not tried again now");
    if (wait > longest_wait_ms)
      return give_back("it asks to be left alone for longer than we wait");
    if (control.deadline != 0 && parts_.clock.now_ms() + wait >= control.deadline)
      return give_back("there is no time left to wait for another try");
    if (!budget_.take(origin))
      return give_back("it was tried again too often already, so it is left alone for now");
    say(LogLevel::info,
        fmt::format("{} {} at try {}; again in {} ms.", origin, told(result), attempt, wait));
    if (const Status slept = parts_.sleeper.sleep(wait, control); !slept) {
      // Nothing of this request is on its way.
      const Failure failure =
          slept.error().status == HV_CANCELLED ? Failure::cancelled : Failure::deadline;
      Error error = slept.error();
      error.code = failure_code(failure);
      return error;
    }
  }
}

}  // namespace homevisit::http
