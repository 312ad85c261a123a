#include "server/launches.h"

#include <algorithm>

#include "random_token.h"

namespace homevisit::app {
namespace {

// Beyond what a school opens in a day.
constexpr std::size_t kMostInAll = 10000;

}  // namespace

std::string Launches::keep(const std::string& actor, KeptLaunch launch) {
  const std::string name = random_token();
  if (name.empty()) return name;
  const std::lock_guard lock(mutex_);
  const auto now = now_();
  std::erase_if(entries_, [&](const auto& item) { return now - item.second.began > longest_; });
  const auto of_this_one = [&](const Entry& entry) { return entry.actor == actor; };
  const auto theirs = std::count_if(entries_.begin(), entries_.end(),
                                    [&](const auto& item) { return of_this_one(item.second); });
  if (static_cast<std::size_t>(theirs) >= kMostOfOne) forget_oldest(of_this_one);
  if (entries_.size() >= kMostInAll) forget_oldest([](const Entry&) { return true; });
  entries_[name] = {actor, std::move(launch), now};
  return name;
}

std::optional<KeptLaunch> Launches::find(const std::string& actor, const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(name);
  if (entry == entries_.end() || entry->second.actor != actor) return std::nullopt;
  if (now_() - entry->second.began > longest_) return std::nullopt;
  return entry->second.launch;
}

void Launches::forget_oldest(const std::function<bool(const Entry&)>& among) {
  auto oldest = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry)
    if (among(entry->second) &&
        (oldest == entries_.end() || entry->second.began < oldest->second.began))
      oldest = entry;
  if (oldest != entries_.end()) entries_.erase(oldest);
}

}  // namespace homevisit::app
