#include "operations/page_cache.h"

#include <string.h>

namespace homevisit::operations {

PageCache::~PageCache() {
  while (!entries_.empty()) drop(entries_.begin());
}

void PageCache::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->page.size();
  explicit_bzero(entry->page.data(), entry->page.size());
  index_.erase(entry->key);
  entries_.erase(entry);
}

std::optional<std::string> PageCache::find(const std::string& key, const PageStamp& stamp) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return std::nullopt;
  if (found->second->stamp != stamp) {
    drop(found->second);
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->page;
}

void PageCache::keep(const std::string& key, const PageStamp& stamp, const std::string& page) {
  if (page.size() > most_bytes_ / 4) return;
  const std::lock_guard lock(mutex_);
  if (const auto old = index_.find(key); old != index_.end()) drop(old->second);
  while (bytes_ + page.size() > most_bytes_) drop(std::prev(entries_.end()));
  entries_.push_front({key, stamp, page});
  index_[key] = entries_.begin();
  bytes_ += page.size();
}

}  // namespace homevisit::operations
