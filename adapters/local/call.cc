#include "call.h"

#include <algorithm>
#include <chrono>
#include <type_traits>

#include "failure.h"

namespace homevisit::local {
namespace {
constexpr std::int64_t kLockWaitMs = 5000;
}

Call::Call(const hv_exchange* exchange, const hv_host* host) : host_(host) {
  if (HV_HAS_FIELD(exchange, deadline_ms)) deadline_ms_ = exchange->deadline_ms;
  if (HV_HAS_FIELD(exchange, cancel)) cancel_ = exchange->cancel;
  if (HV_HAS_FIELD(exchange, progress_user)) {
    progress_ = exchange->progress;
    progress_user_ = exchange->progress_user;
  }
}

std::int64_t Call::now_ms() const {
  if (HV_HAS_FIELD(host_, now_ms) && host_->now_ms != nullptr) return host_->now_ms(host_->user);
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

hv_status Call::stop_reason() const {
  if (cancel_ != nullptr && *cancel_ != 0) return HV_CANCELLED;
  if (deadline_ms_ != 0 && now_ms() >= deadline_ms_) return HV_DEADLINE_EXCEEDED;
  return HV_OK;
}

void Call::check() const {
  switch (stop_reason()) {
    case HV_OK:
      return;
    case HV_CANCELLED:
      throw Failure(HV_CANCELLED, "The call was cancelled; nothing was changed.");
    default:
      throw Failure(HV_DEADLINE_EXCEEDED,
                    "The time given for the call ran out; nothing was changed. Allow more time.",
                    true);
  }
}

void Call::progress(std::uint64_t done, std::uint64_t total) const {
  if (progress_ != nullptr) progress_(progress_user_, done, total);
}

int Call::lock_wait_ms() const {
  if (deadline_ms_ == 0) return static_cast<int>(kLockWaitMs);
  return static_cast<int>(std::clamp<std::int64_t>(deadline_ms_ - now_ms(), 0, kLockWaitMs));
}

}  // namespace homevisit::local
