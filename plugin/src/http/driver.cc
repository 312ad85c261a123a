#include "http/driver.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace homevisit::http {
namespace {

// How soon a cancel is noticed: its flag is set without waking anybody (hv_cancel, adapter.h).
constexpr int slice_ms = 25;

std::optional<Driver::End> reason_to_stop(const Transfer& transfer, const CallControl& control,
                                          std::int64_t stall_ms) {
  if (control.is_cancelled()) return Driver::End::cancelled;
  const std::int64_t now = system_clock().now_ms();
  if (control.deadline != 0 && now > control.deadline) return Driver::End::deadline;
  if (control.uptime_limit != 0 && system_clock().uptime_ms() > control.uptime_limit)
    return Driver::End::deadline;
  if (now - transfer.moved_ms.load(std::memory_order_relaxed) > stall_ms)
    return Driver::End::stalled;
  return std::nullopt;
}

int wait_for(const CallControl& control) {
  if (control.deadline == 0) return slice_ms;
  const std::int64_t left = control.deadline - system_clock().now_ms() + 1;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, slice_ms));
}

}  // namespace

Result<std::unique_ptr<Driver>> Driver::make(int connections) {
  CURLM* multi = curl_multi_init();
  if (multi == nullptr)
    return Error{HV_RESOURCE_EXHAUSTED, "no_memory", "There is not enough memory."};
  std::unique_ptr<Driver> driver(new Driver(multi));
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections));
  // Idle ones that are kept: of the system itself and of where its tokens come from.
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(2 * connections));
  return driver;
}

Driver::~Driver() { curl_multi_cleanup(multi_); }

Driver::End Driver::run(Transfer& transfer, const CallControl& control, std::int64_t stall_ms) {
  Lock lock(mutex_);
  enter(transfer);
  End end = End::finished;
  bool meanwhile = static_cast<bool>(control.meanwhile);
  while (!transfer.done) {
    if (const auto reason = reason_to_stop(transfer, control, stall_ms)) {
      leave(lock, transfer);
      // It may have ended while it was taken out.
      if (!transfer.done) end = *reason;
      break;
    }
    if (meanwhile && transfer.is_sent) {
      meanwhile = false;
      if (sleeping_ > 0) changed_.notify_all();
      do_meanwhile(lock, control);
      // What came in that time is read before anybody asks whether time is over.
      turn(lock, 0);
      continue;
    }
    turn(lock, wait_for(control), meanwhile ? &transfer : nullptr);
  }
  if (sleeping_ > 0) changed_.notify_all();  // one of them drives from here on
  return end;
}

void Driver::begin(Transfer& transfer) {
  Lock lock(mutex_);
  enter(transfer);
  if (driven_) return;
  driven_ = true;
  add_and_remove();
  perform(lock);
  driven_ = false;
  if (sleeping_ > 0) changed_.notify_all();
}

void Driver::drop(Transfer& transfer) {
  Lock lock(mutex_);
  leave(lock, transfer);
  if (sleeping_ > 0) changed_.notify_all();
}

void Driver::enter(Transfer& transfer) {
  if (transfer.inside || transfer.done) return;
  transfer.inside = true;
  arriving_.push_back(&transfer);
  if (driven_) curl_multi_wakeup(multi_);
}

void Driver::leave(Lock& lock, Transfer& transfer) {
  if (!transfer.inside) return;
  leaving_.push_back(&transfer);
  if (driven_) curl_multi_wakeup(multi_);
  while (transfer.inside) turn(lock, 0);
  std::erase(leaving_, &transfer);
}

void Driver::do_meanwhile(Lock& lock, const CallControl& control) {
  lock.unlock();
  try {
    control.meanwhile();
  } catch (...) {
    // Out of memory, say. It was a favour; the request is what counts.
  }
  lock.lock();
}

void Driver::turn(Lock& lock, int wait_ms, const Transfer* unless_sent) {
  if (driven_) {
    ++sleeping_;
    changed_.wait_for(lock, std::chrono::milliseconds(std::max(wait_ms, 1)));
    --sleeping_;
    return;
  }
  driven_ = true;
  add_and_remove();
  const bool moved = perform(lock);
  const bool sent = unless_sent != nullptr && unless_sent->is_sent;
  if (!moved && !sent && wait_ms > 0) {
    lock.unlock();
    curl_multi_poll(multi_, nullptr, 0, wait_ms, nullptr);
    lock.lock();
  }
  driven_ = false;
}

// REQUIRES: the lock, and that this thread drives.
void Driver::add_and_remove() {
  for (Transfer* transfer : leaving_) {
    if (!transfer->inside) continue;
    if (transfer->added) curl_multi_remove_handle(multi_, transfer->easy());
    std::erase(arriving_, transfer);
    transfer->added = transfer->inside = false;
  }
  if (!leaving_.empty()) changed_.notify_all();
  leaving_.clear();
  for (Transfer* transfer : arriving_) {
    transfer->added = curl_multi_add_handle(multi_, transfer->easy()) == CURLM_OK;
    if (!transfer->added) finish(*transfer, CURLE_OUT_OF_MEMORY);
  }
  arriving_.clear();
}

// Lets go of the lock while libcurl works. True when something was done.
bool Driver::perform(Lock& lock) {
  lock.unlock();
  int running = 0;
  curl_multi_perform(multi_, &running);
  lock.lock();
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const CURLcode code = message->data.result;  // gone with the handle
    Transfer* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    finish(*transfer, code);
    any = true;
  }
  return any;
}

void Driver::finish(Transfer& transfer, CURLcode code) {
  transfer.code = code;
  long status = 0;
  curl_easy_getinfo(transfer.easy(), CURLINFO_RESPONSE_CODE, &status);
  transfer.response.status = static_cast<int>(status);
  if (transfer.added) curl_multi_remove_handle(multi_, transfer.easy());
  transfer.added = transfer.inside = false;
  transfer.done = true;
  if (sleeping_ > 0) changed_.notify_all();
}

}  // namespace homevisit::http
