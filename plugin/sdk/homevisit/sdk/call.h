// One call of the host: when to stop, and how far we are.
#pragma once

#include <cstdint>

#include "homevisit/adapter.h"
#include "homevisit/sdk/host.h"

namespace homevisit::sdk {

class Call {
 public:
  Call(const hv_exchange* exchange, Host host) : exchange_(exchange), host_(host) {}

  // HV_OK, or why to stop. Cheap.
  hv_status stop_reason() const {
    if (HV_HAS_FIELD(exchange_, cancel) && exchange_->cancel != nullptr && *exchange_->cancel != 0)
      return HV_CANCELLED;
    if (HV_HAS_FIELD(exchange_, deadline_ms) && exchange_->deadline_ms != 0 &&
        host_.now_ms() >= exchange_->deadline_ms)
      return HV_DEADLINE_EXCEEDED;
    return HV_OK;
  }
  // Throws where there is a reason to stop. Before every request and every few hundred rows.
  void check() const {
    switch (stop_reason()) {
      case HV_OK:
        return;
      case HV_CANCELLED:
        throw Failure(HV_CANCELLED, "The call was cancelled; nothing was changed.");
      default:
        throw Failure(HV_DEADLINE_EXCEEDED,
                      "The time given for the call ran out; nothing was changed. Allow more time.")
            .flags(HV_ERROR_RETRYABLE);
    }
  }
  // `total` is 0 while it is not known.
  void progress(std::uint64_t done, std::uint64_t total) const {
    if (HV_HAS_FIELD(exchange_, progress_user) && exchange_->progress != nullptr)
      exchange_->progress(exchange_->progress_user, done, total);
  }
  std::string_view idempotency_key() const {
    return HV_HAS_FIELD(exchange_, idempotency_key) ? view(exchange_->idempotency_key)
                                                    : std::string_view{};
  }
  // 1 for the first; later ones may find that an earlier one got through.
  std::int32_t attempt() const { return HV_HAS_FIELD(exchange_, attempt) ? exchange_->attempt : 1; }

  // Of a withdrawal: the record that the entry carries from now on; "": its own.
  std::string_view structured() const {
    return HV_HAS_FIELD(exchange_, structured) ? view(exchange_->structured) : std::string_view{};
  }

  // Http says this when a write goes out: from then on want of memory must not sound as if nothing
  // had been written.
  void wrote() const { wrote_ = true; }
  bool has_written() const { return wrote_; }

  Host host() const { return host_; }
  const hv_exchange* raw() const { return exchange_; }

 private:
  const hv_exchange* exchange_;
  Host host_;
  mutable bool wrote_ = false;
};

}  // namespace homevisit::sdk
