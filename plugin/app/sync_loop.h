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

// How many entries a pass delivers before it looks whether it is to end, and what else is due.
inline constexpr int kEntriesPerPass = 20;

// The request of a pass that others follow.
std::string pass_request();

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
