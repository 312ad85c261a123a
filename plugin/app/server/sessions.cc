#include "server/sessions.h"

#include <algorithm>

#include "random_token.h"

namespace homevisit::app {
namespace {

// More than a school has staff; what is beyond pushes out the one that was idle longest.
constexpr std::size_t kMostSessions = 10000;

}  // namespace

std::string Sessions::begin(Session session) {
  const std::string token = random_token();
  session.csrf = random_token();
  if (token.empty() || session.csrf.empty()) return {};
  const std::lock_guard lock(mutex_);
  forget_idle();
  if (entries_.size() >= kMostSessions) {
    entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](auto& a, auto& b) {
      return a.second.last_used < b.second.last_used;
    }));
  }
  entries_[token] = {std::move(session), now_()};
  return token;
}

std::optional<Session> Sessions::find(const std::string& token) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry == entries_.end()) return std::nullopt;
  const auto now = now_();
  if (now - entry->second.last_used > idle_) {
    entries_.erase(entry);
    return std::nullopt;
  }
  entry->second.last_used = now;
  return entry->second.session;
}

void Sessions::end(const std::string& token) {
  const std::lock_guard lock(mutex_);
  entries_.erase(token);
}

void Sessions::set_language(const std::string& token, const std::string& language) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry != entries_.end()) entry->second.session.language = language;
}

void Sessions::set_last_page(const std::string& token, const std::string& page) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry != entries_.end()) entry->second.session.last_page = page;
}

void Sessions::forget_idle() {
  const auto now = now_();
  std::erase_if(entries_, [&](const auto& item) { return now - item.second.last_used > idle_; });
}

}  // namespace homevisit::app
