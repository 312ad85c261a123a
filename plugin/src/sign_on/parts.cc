#include "sign_on/parts.h"

#include <openssl/crypto.h>

#include <array>

#include "http/encoding.h"

namespace homevisit::sign_on {
namespace {

constexpr std::int64_t longest_wait_ms = 10'000;

}  // namespace

std::string random_text(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes.data(), bytes.size());
  return http::base64url(bytes);
}

bool same_text(std::string_view a, std::string_view b) {
  return !a.empty() && a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Patience::Patience(const CallControl& outer) {
  const std::int64_t limit = system_clock().uptime_ms() + longest_wait_ms;
  control_.deadline = outer.deadline;
  control_.uptime_limit = outer.uptime_limit == 0 ? limit : std::min(outer.uptime_limit, limit);
  control_.outer = outer.outer != nullptr
                       ? outer.outer
                       : reinterpret_cast<const volatile std::int32_t*>(&outer.cancelled);
}

}  // namespace homevisit::sign_on
