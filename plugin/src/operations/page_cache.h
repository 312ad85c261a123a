// Panels that were made lately. A panel is handed out again only while everything that it shows is
// the same: the stamp says so. Access is checked, and the look is logged, each time before.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace homevisit::operations {

// What a panel hangs on, besides its key.
struct PageStamp {
  std::int64_t head = 0, delivery = 0, draft = 0;
  std::string trouble;  // that the system is in; "" none
  bool operator==(const PageStamp&) const = default;
};

// [any] Holds pages in memory, at most `most_bytes` of them.
class PageCache {
 public:
  explicit PageCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `key`: who looks at what, by which roster, on which day, in which language, with which links.
  // `version`: of everything stored; as long as it is the same, so is the page, and no stamp is
  // needed. Null: not held, or not known to be the same.
  std::shared_ptr<const std::string> find(const std::string& key, std::int64_t version);
  std::shared_ptr<const std::string> find(const std::string& key, std::int64_t version,
                                          const PageStamp& stamp);
  void keep(const std::string& key, std::int64_t version, const PageStamp& stamp,
            std::shared_ptr<const std::string> page);

 private:
  struct Entry {
    std::string key;
    std::int64_t version;
    PageStamp stamp;
    std::shared_ptr<const std::string> page;
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
