#include "http/token_cache.h"

#include <algorithm>
#include <chrono>

namespace homevisit::http {
namespace {

constexpr std::int64_t second = 1000, minute = 60 * second;

// After a refresh that failed, the next caller does not try at once.
constexpr std::int64_t pause_after_failure = 30 * second;

// At 80 % of its life, or a minute before its end, whichever is earlier; but not in its first half,
// or a token of a minute would be refreshed by every request. Several processes that began together
// draw apart by up to a tenth.
std::int64_t refresh_after(std::int64_t life, Random& random) {
  std::uint32_t drawn = 0;
  random.fill(&drawn, sizeof drawn);
  const std::int64_t jitter = life / 10 * (drawn % 1000) / 1000;
  return std::max(life / 2, std::min(life / 5 * 4, life - minute) - jitter);
}

// The request that carries it must still arrive in time.
std::int64_t valid_for(std::int64_t life) { return life - std::min(5 * second, life / 10); }

bool is_of_its_caller(const Error& error) {
  return error.status == HV_CANCELLED || error.status == HV_DEADLINE_EXCEEDED;
}

}  // namespace

// Lets the others go on, also when fetching throws.
class TokenCache::Fetching {
 public:
  Fetching(TokenCache& cache, Entry& entry, std::unique_lock<std::mutex>& lock)
      : cache_(cache), entry_(entry), lock_(lock) {
    entry_.is_fetching = true;
    lock_.unlock();
  }
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;
  ~Fetching() {
    if (!lock_.owns_lock()) lock_.lock();
    entry_.is_fetching = false;
    ++entry_.round;
    cache_.ended_.notify_all();
  }

 private:
  TokenCache& cache_;
  Entry& entry_;
  std::unique_lock<std::mutex>& lock_;
};

bool TokenCache::is_valid(const Entry& entry) const {
  return entry.token != nullptr && clock_.now_ms() < entry.over_at;
}

void TokenCache::keep(Entry& entry, Token token) {
  entry.refresh_at = token.from_ms + refresh_after(token.life_ms, random_);
  entry.over_at = token.from_ms + valid_for(token.life_ms);
  entry.token = std::make_shared<const Token>(std::move(token));
}

Status TokenCache::wait(std::unique_lock<std::mutex>& lock, const Entry& entry,
                        const CallControl& control) {
  const std::uint64_t round = entry.round;
  while (entry.round == round) {
    // Nobody wakes us for a cancel flag: it is set from outside.
    ended_.wait_for(lock, std::chrono::milliseconds(20));
    if (entry.round != round) break;
    if (const Status status = control.check(); !status) {
      const bool cancelled = status.error().status == HV_CANCELLED;
      return Error{status.error().status,
                   failure_code(cancelled ? Failure::cancelled : Failure::deadline),
                   cancelled ? "Stopped on request while waiting for a token; nothing was sent."
                             : "The time allowed ran out while waiting for a token; nothing was "
                               "sent. Try again with more time."};
    }
  }
  if (entry.failure && !is_of_its_caller(*entry.failure)) return *entry.failure;
  return ok();
}

Result<TokenCache::Held> TokenCache::get(const TokenKey& key, const CallControl& control,
                                         const Fetch& fetch) {
  std::unique_lock lock(mutex_);
  Entry& entry = entries_[key];
  while (true) {
    const bool valid = is_valid(entry);
    if (valid && (entry.is_fetching || clock_.now_ms() < entry.refresh_at)) return entry.token;
    if (entry.is_fetching) {
      HV_TRY(wait(lock, entry, control));
      continue;
    }
    const Held old = valid ? entry.token : nullptr;
    const Fetching fetching(*this, entry, lock);
    Result<Token> token = fetch();
    lock.lock();
    if (token) {
      entry.failure.reset();
      keep(entry, std::move(*token));
      return entry.token;
    }
    entry.failure = token.error();
    const std::int64_t now = clock_.now_ms();
    entry.refresh_at = now + std::clamp((entry.over_at - now) / 2, second, pause_after_failure);
    // Unless it was refused meanwhile, by the request of somebody else.
    if (old != nullptr && entry.token == old && is_valid(entry)) return old;
    return std::move(token).error();
  }
}

TokenCache::Held TokenCache::held(const TokenKey& key) const {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(key);
  return entry != entries_.end() && is_valid(entry->second) ? entry->second.token : nullptr;
}

void TokenCache::forget(const TokenKey& key, const Held& refused) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(key);
  if (entry != entries_.end() && entry->second.token == refused) entry->second.token.reset();
}

}  // namespace homevisit::http
