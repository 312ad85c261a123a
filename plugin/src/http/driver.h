// Who moves the bytes. There is no thread of the library's own: of the threads that wait for an
// answer one drives libcurl's multi handle for all, the others sleep; when its own answer is there
// it hands over. libcurl's multi handle may be used by one thread at a time, which `driven_` sees
// to.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/cancel.h"
#include "http/transfer.h"

namespace homevisit::http {

// [any]
class Driver {
 public:
  // `connections`: the most to one host. HV_RESOURCE_EXHAUSTED.
  static Result<std::unique_ptr<Driver>> make(int connections);
  // REQUIRES: no transfer is inside.
  ~Driver();

  enum class End { finished, deadline, cancelled, stalled };
  // Drives, or waits while another thread drives, until the transfer is done or is to stop. It is
  // out of the driver afterwards. `stall_ms`: stops when no byte has moved for so long.
  // `control.meanwhile` is done by this thread, once, when the transfer is sent.
  End run(Transfer& transfer, const CallControl& control, std::int64_t stall_ms);
  // Takes the transfer in and moves it as far as it goes without waiting. run() or drop() follows.
  void begin(Transfer& transfer);
  // Takes it out, whatever became of it.
  void drop(Transfer& transfer);

 private:
  explicit Driver(CURLM* multi) : multi_(multi) {}

  using Lock = std::unique_lock<std::mutex>;
  void enter(Transfer& transfer);
  void leave(Lock& lock, Transfer& transfer);
  // One turn: drives (waiting at most `wait_ms` for the network), or waits for the one who does.
  // Does not wait once `unless_sent` is.
  void turn(Lock& lock, int wait_ms, const Transfer* unless_sent = nullptr);
  // Others may drive.
  static void do_meanwhile(Lock& lock, const CallControl& control);
  void add_and_remove();
  bool perform(Lock& lock);
  void finish(Transfer& transfer, CURLcode code);

  CURLM* const multi_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool driven_ = false;
  int sleeping_ = 0;
  std::vector<Transfer*> arriving_, leaving_;
};

}  // namespace homevisit::http
