// Makes passes (sync.pass) in a thread of its own, one after the other: at once where there was
// much to do, else when something may have been recorded.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "json_text.h"
#include "library.h"

namespace homevisit::app {

// How many entries a pass delivers at most; it ends after some seconds, too.
inline constexpr int kEntriesPerPass = 1000;

// The request of a pass that others follow, and of the last one.
std::string pass_request();
std::string last_pass_request();
// There is more to do at once.
bool has_more(const Reply& reply);

class SyncLoop {
 public:
  using Pass = std::function<Reply()>;
  using Heard = std::function<void(const Reply&)>;  // after each pass

  // Both are called in the loop's thread alone.
  SyncLoop(Pass pass, Heard heard);
  ~SyncLoop();  // waits for the pass that runs
  SyncLoop(const SyncLoop&) = delete;
  SyncLoop& operator=(const SyncLoop&) = delete;

  // [any] Something was written.
  void wake();
  // [any] Begins no further pass.
  void stop();
  // [any] Waits for the pass that runs, no longer than so many milliseconds. REQUIRES: stop().
  bool ended_within(int ms);

 private:
  void run();

  const Pass pass_;
  const Heard heard_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool due_ = false, ending_ = false, ended_ = false;
  std::thread thread_;
};

}  // namespace homevisit::app
