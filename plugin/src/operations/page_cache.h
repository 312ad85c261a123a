// Panels that were made lately. A panel is handed out again only while everything that it shows is
// the same: the stamp says so. Access is checked, and the look is logged, each time before.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/date.h"

namespace homevisit::operations {

// What a panel hangs on.
struct PageStamp {
  std::int64_t head = 0, delivery = 0, roster = 0, draft = 0;
  Date today{};
  bool operator==(const PageStamp&) const = default;
};

// [any] Holds pages in memory, wiped when they go; at most `most_bytes` of them.
class PageCache {
 public:
  explicit PageCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  ~PageCache();

  // `key`: who looks at what, in which language, with which links.
  std::optional<std::string> find(const std::string& key, const PageStamp& stamp);
  void keep(const std::string& key, const PageStamp& stamp, const std::string& page);

 private:
  struct Entry {
    std::string key;
    PageStamp stamp;
    std::string page;
  };
  // REQUIRES: mutex_ is held.
  void drop(std::list<Entry>::iterator entry);

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the latest used first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

}  // namespace homevisit::operations
