// One call of the host: when to stop, and how far we are.
#pragma once

#include <cstdint>

#include "homevisit/adapter.h"

namespace homevisit::local {

class Call {
 public:
  Call(const hv_exchange* exchange, const hv_host* host);

  // HV_OK, or why to stop. Cheap enough for every few hundred rows.
  hv_status stop_reason() const;
  // Throws Failure where there is a reason to stop.
  void check() const;
  void progress(std::uint64_t done, std::uint64_t total) const;
  std::int64_t now_ms() const;
  // How long to wait for a lock: never beyond the deadline.
  int lock_wait_ms() const;

 private:
  std::int64_t deadline_ms_ = 0;
  const volatile std::int32_t* cancel_ = nullptr;
  void (*progress_)(void*, std::uint64_t, std::uint64_t) = nullptr;
  void* progress_user_ = nullptr;
  const hv_host* host_;
};

}  // namespace homevisit::local
