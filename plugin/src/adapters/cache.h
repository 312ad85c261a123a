// The small store that an adapter may use (hv_host, cache_get and cache_put).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace homevisit::adapters {

// [any]
class Cache {
 public:
  static constexpr std::size_t most_value_bytes = 64 << 10;
  static constexpr std::size_t most_bytes = 1 << 20;  // keys and values

  explicit Cache(const Clock& clock) : clock_(clock) {}

  std::optional<std::string> get(std::string_view key) const;
  // In the place of what was there. False where there is no room, also after what is over has gone:
  // then nothing is there under this key.
  bool put(std::string_view key, std::string_view value, std::int64_t keep_ms);

 private:
  struct Entry {
    std::string value;
    std::int64_t until_ms;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;
  Entries::iterator erase(Entries::iterator entry);

  const Clock& clock_;
  mutable std::mutex mutex_;
  Entries entries_;
  std::size_t bytes_ = 0;
};

}  // namespace homevisit::adapters
