#include "operations/page_cache.h"

namespace homevisit::operations {

void PageCache::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->page->size();
  index_.erase(entry->key);
  entries_.erase(entry);
}

std::shared_ptr<const std::string> PageCache::find(const std::string& key, std::int64_t version) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end() || found->second->version != version) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->page;
}

std::shared_ptr<const std::string> PageCache::find(const std::string& key, std::int64_t version,
                                                   const PageStamp& stamp) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  if (found->second->stamp != stamp) {
    drop(found->second);
    return nullptr;
  }
  found->second->version = version;
  return found->second->page;
}

void PageCache::keep(const std::string& key, std::int64_t version, const PageStamp& stamp,
                     std::shared_ptr<const std::string> page) {
  const std::size_t size = page->size();
  if (size > most_bytes_ / 4) return;
  const std::lock_guard lock(mutex_);
  if (const auto old = index_.find(key); old != index_.end()) drop(old->second);
  while (bytes_ + size > most_bytes_) drop(std::prev(entries_.end()));
  entries_.push_front({key, version, stamp, std::move(page)});
  index_[key] = entries_.begin();
  bytes_ += size;
}

}  // namespace homevisit::operations
