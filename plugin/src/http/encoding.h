// How bytes are written in URLs, headers and form bodies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace homevisit::http {

// RFC 4648: section 4 with padding, and section 5 (for URLs and tokens) without.
std::string base64(ByteView bytes);
std::string base64url(ByteView bytes);

// RFC 3986: everything but letters, digits and "-._~" is escaped, with upper-case digits (as
// RFC 5849, 3.6 asks for).
std::string percent_encoded(std::string_view text);
// Nothing where an escape is broken.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

using Pairs = std::vector<std::pair<std::string, std::string>>;

// application/x-www-form-urlencoded as RFC 6749, appendix B means it.
std::string form_encoded(std::string_view text);
std::string form_encoded(const Pairs& fields);
// Nothing where an escape is broken. A name without "=" has an empty value.
std::optional<Pairs> form_decoded(std::string_view text);

// ASCII only, whatever the locale.
std::string lower(std::string_view text);
bool same_ignoring_case(std::string_view a, std::string_view b);

}  // namespace homevisit::http
