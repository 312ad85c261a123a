#include "operations/refusals.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/uuid.h"
#include "json/json.h"
#include "operations/context.h"

namespace homevisit::operations {
namespace {

constexpr std::int64_t at_a_stretch = 30;
constexpr std::int64_t one_in_ms = 20'000;

}  // namespace

bool Refusals::admit(Count& count, std::int64_t& unwritten) {
  const std::int64_t now = clock_.uptime_ms();
  const std::lock_guard lock(mutex_);
  const std::int64_t full_at = std::max(count.full_at, now) + one_in_ms;
  if (full_at - now > at_a_stretch * one_in_ms) {
    ++count.unwritten;
    return false;
  }
  count.full_at = full_at;
  unwritten = std::exchange(count.unwritten, 0);
  return true;
}

Status Refusals::note(const Refusal& refusal) {
  std::int64_t unwritten = 0;
  if (!admit(refusal.role.empty() ? strangers_ : people_, unwritten)) return ok();
  json::Writer w;
  w.begin_object().member("refused", refusal.what).member_if("with", refusal.with);
  w.member("code", refusal.code).member_if("role", refusal.role).member_if("actor", refusal.actor);
  if (unwritten > 0) w.member("unwritten", unwritten);
  HV_ASSIGN(const auto transaction, journal_.begin());
  HV_ASSIGN([[maybe_unused]] const std::int64_t seq,
            transaction->append("", journal::Stream::access, Uuid::make(clock_, random_),
                                w.end_object().take()));
  return transaction->commit();
}

Error note_refusal(Context& context, const Refusal& refusal, Error error) {
  const Status written = context.refusals->note(refusal);
  if (!written)
    context.log.write(
        LogLevel::error, "audit",
        fmt::format("a refusal ({}) could not be noted: {}", refusal.code, written.error().code));
  return error;
}

}  // namespace homevisit::operations
