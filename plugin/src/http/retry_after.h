// Retry-After (RFC 9110, 10.2.3).
#pragma once

#include <cstdint>
#include <optional>

#include "http/http.h"

namespace homevisit::http {

// Longer waits than this say nothing that we could plan by.
constexpr std::int64_t most_retry_after_ms = 24LL * 3600 * 1000;

// How long the answer asks to be left alone: 0 to most_retry_after_ms; nothing where it says
// nothing that can be read. A date is taken from the Date of the same answer, so that a clock that
// is wrong, here or there, makes no wait of hours; only without one it is taken from `now_ms`.
std::optional<std::int64_t> retry_after_ms(const Response& response, std::int64_t now_ms);

}  // namespace homevisit::http
