// One-time links: how somebody gets in where no SIS vouches for them. The link is the secret; it
// works once, for a quarter of an hour.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "server/sessions.h"

namespace homevisit::app {

class SignInLinks {
 public:
  using Clock = std::chrono::steady_clock;

  explicit SignInLinks(std::function<Clock::time_point()> now = Clock::now)
      : now_(std::move(now)) {}

  // The token of a new link that begins `session`. `lasting`: it works as often as wanted, as long
  // as the server runs (a demonstration). "" when no random bytes could be had.
  std::string make(Session session, bool lasting = false);
  // The session to begin; nothing when the link is unknown, used or too old.
  std::optional<Session> use(const std::string& token);

 private:
  struct Link {
    Session session;
    Clock::time_point until;
    bool lasting = false;
  };

  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::unordered_map<std::string, Link> links_;
};

}  // namespace homevisit::app
