// Dates in headers (RFC 9110, 5.6.7).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace homevisit::http {

// Milliseconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT", or of the two older forms that are to
// be read too: "Sunday, 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994". The name of the day
// is not looked at. Any bytes are taken; nothing for anything else.
std::optional<std::int64_t> parse_http_date(std::string_view text);

}  // namespace homevisit::http
