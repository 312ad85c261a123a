// Tokens that are in use, shared by all threads.
//
// Rationale: a token costs a round trip, and systems limit them (ODS/API 7.3: 15 live tokens per
// client, then 429), so one client has one token, however many threads ask.
#pragma once

#include <compare>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/random.h"
#include "http/token.h"

namespace homevisit::http {

struct TokenKey {
  std::string token_url;
  std::string client_id;
  std::string scope;

  auto operator<=>(const TokenKey&) const = default;
};

// [any]
class TokenCache {
 public:
  using Held = std::shared_ptr<const Token>;
  // Gets one over the network; looks at the deadline and the cancel flag of its caller itself.
  using Fetch = std::function<Result<Token>()>;

  explicit TokenCache(const Clock& clock = system_clock(), Random& random = system_random())
      : clock_(clock), random_(random) {}

  // A token that is still valid. One caller at a time fetches, and holds no lock meanwhile:
  //   - early, when most of a token's life is over; the others go on with the old one, and so does
  //     this one when it gets none;
  //   - where there is no valid one; the others wait, and share the error when there is none to be
  //     had (HV_DEADLINE_EXCEEDED and HV_CANCELLED are each caller's own).
  Result<Held> get(const TokenKey& key, const CallControl& control, const Fetch& fetch);

  // The valid token that is here, or null. Never waits.
  Held held(const TokenKey& key) const;

  // It was refused. Does nothing when another has taken its place already.
  void forget(const TokenKey& key, const Held& refused);

 private:
  struct Entry {
    Held token;
    std::int64_t refresh_at = 0;
    std::int64_t over_at = 0;
    bool is_fetching = false;
    std::uint64_t round = 0;       // how many fetches have ended
    std::optional<Error> failure;  // of the last one
  };
  class Fetching;

  bool is_valid(const Entry& entry) const;
  void keep(Entry& entry, Token token);
  // REQUIRES: `lock` is held; lets go of it while it waits.
  Status wait(std::unique_lock<std::mutex>& lock, const Entry& entry, const CallControl& control);

  const Clock& clock_;
  Random& random_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::map<TokenKey, Entry> entries_;  // never erased: as many as there are configured clients
};

}  // namespace homevisit::http
