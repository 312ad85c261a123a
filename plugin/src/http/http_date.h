// Dates in headers (RFC 9110, 5.6.7).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace homevisit::http {

// Milliseconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT", the one form that is still sent; the
// name of the day is not looked at. Nothing for anything else.
std::optional<std::int64_t> parse_http_date(std::string_view text);

}  // namespace homevisit::http
