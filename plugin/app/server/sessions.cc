#include "server/sessions.h"

#include <algorithm>

#include "random_token.h"

namespace homevisit::app {
namespace {

// More than a school has staff; what is beyond pushes out the one that was idle longest.
constexpr std::size_t kMostSessions = 10000;

// Forms that somebody sends at once, from several tabs.
constexpr std::size_t kMostKept = 8;

}  // namespace

template <typename T>
int Sessions::Kept<T>::add(T thing) {
  things[++last] = std::move(thing);
  if (things.size() > kMostKept) things.erase(things.begin());
  return last;
}

std::string Sessions::begin(Session session) {
  const std::string token = random_token();
  session.csrf = random_token();
  if (token.empty() || session.csrf.empty()) return {};
  const std::lock_guard lock(mutex_);
  forget_ended();
  if (entries_.size() >= kMostSessions) {
    entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](auto& a, auto& b) {
      return a.second.last_used < b.second.last_used;
    }));
  }
  const auto now = now_();
  entries_[token] = {std::move(session), now, now};
  return token;
}

std::optional<Session> Sessions::find(const std::string& token) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry == entries_.end()) return std::nullopt;
  const auto now = now_();
  if (is_over(entry->second, now)) {
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

int Sessions::keep_hints(const std::string& token, std::vector<std::string> hints) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry == entries_.end()) return 0;
  return entry->second.hints.add(std::move(hints));
}

std::vector<std::string> Sessions::take_hints(const std::string& token, int number) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry == entries_.end()) return {};
  const auto kept = entry->second.hints.things.extract(number);
  return kept.empty() ? std::vector<std::string>{} : std::move(kept.mapped());
}

int Sessions::keep_question(const std::string& token, Question question) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  return entry == entries_.end() ? 0 : entry->second.questions.add(std::move(question));
}

Sessions::Question Sessions::question(const std::string& token, int number) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(token);
  if (entry == entries_.end()) return {};
  const auto& kept = entry->second.questions.things;
  const auto found = kept.find(number);
  return found == kept.end() ? Question{} : found->second;
}

bool Sessions::is_over(const Entry& entry, Clock::time_point now) const {
  return now - entry.last_used > idle_ || now - entry.began > longest_;
}

void Sessions::forget_ended() {
  const auto now = now_();
  std::erase_if(entries_, [&](const auto& item) { return is_over(item.second, now); });
}

}  // namespace homevisit::app
