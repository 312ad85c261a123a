// What is open: counts the requests that run and ends those that take too long to arrive or to be
// taken (a client that sends one byte every few seconds holds a place for ever otherwise).
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace homevisit::app {

class Connections {
 public:
  using Clock = std::chrono::steady_clock;

  // `most` per request; a connection may wait twice as long for its next request.
  explicit Connections(std::chrono::seconds most);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // `key` names the connection, `socket` stays open until `closed`.
  void opened(const void* key, int socket);
  void closed(const void* key);
  void request_began(const void* key);
  void request_ended(const void* key);

  // True when nothing runs any more.
  bool wait_until_quiet(std::chrono::milliseconds most);

 private:
  struct Entry {
    int socket = -1;
    bool busy = false;
    Clock::time_point since;
  };
  void watch();

  const std::chrono::seconds most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<const void*, Entry> entries_;
  int busy_ = 0;
  bool ending_ = false;
  std::thread watcher_;
};

}  // namespace homevisit::app
