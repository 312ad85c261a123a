#include "server/connections.h"

#include <sys/socket.h>

namespace homevisit::app {

Connections::Connections(std::chrono::seconds most) : most_(most) {
  watcher_ = std::thread([this] { watch(); });
}

Connections::~Connections() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  watcher_.join();
}

void Connections::opened(const void* key, int socket) {
  const std::lock_guard lock(mutex_);
  entries_[key] = {socket, false, Clock::now()};
}

void Connections::closed(const void* key) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return;
  if (entry->second.busy) --busy_;
  entries_.erase(entry);
  changed_.notify_all();
}

void Connections::request_began(const void* key) {
  const std::lock_guard lock(mutex_);
  auto& entry = entries_[key];
  if (!entry.busy) ++busy_;
  entry.busy = true;
  entry.since = Clock::now();
}

void Connections::request_ended(const void* key) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(key);
  if (entry == entries_.end() || !entry->second.busy) return;
  --busy_;
  entry->second.busy = false;
  entry->second.since = Clock::now();
  changed_.notify_all();
}

bool Connections::wait_until_quiet(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, most, [this] { return busy_ == 0; });
}

void Connections::watch() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    changed_.wait_for(lock, std::chrono::seconds(1), [this] { return ending_; });
    const auto now = Clock::now();
    for (auto& [key, entry] : entries_) {
      // Headers that drip in belong to a connection that is not busy yet, so both are timed.
      if (now - entry.since > (entry.busy ? most_ : 2 * most_) && entry.socket >= 0) {
        // The server's own thread sees the end of the stream and closes.
        ::shutdown(entry.socket, SHUT_RDWR);
      }
    }
  }
}

}  // namespace homevisit::app
