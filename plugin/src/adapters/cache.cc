#include "adapters/cache.h"

#include <algorithm>

namespace homevisit::adapters {

std::optional<std::string> Cache::get(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.until_ms <= clock_.now_ms()) return std::nullopt;
  return found->second.value;
}

bool Cache::put(std::string_view key, std::string_view value, std::int64_t keep_ms) {
  const std::lock_guard lock(mutex_);
  if (const auto old = entries_.find(key); old != entries_.end()) erase(old);
  if (keep_ms <= 0) return true;
  const std::size_t bytes = key.size() + value.size();
  if (value.size() > most_value_bytes || key.size() > most_value_bytes) return false;
  const std::int64_t now = clock_.now_ms();
  if (bytes_ + bytes > most_bytes)
    for (auto entry = entries_.begin(); entry != entries_.end();)
      entry = entry->second.until_ms <= now ? erase(entry) : std::next(entry);
  if (bytes_ + bytes > most_bytes) return false;
  // A year is for ever to a process; more could overflow.
  const std::int64_t until = now + std::min<std::int64_t>(keep_ms, 366LL * 24 * 3600 * 1000);
  entries_.emplace(std::string(key), Entry{std::string(value), until});
  bytes_ += bytes;
  return true;
}

Cache::Entries::iterator Cache::erase(Entries::iterator entry) {
  bytes_ -= entry->first.size() + entry->second.value.size();
  return entries_.erase(entry);
}

}  // namespace homevisit::adapters
