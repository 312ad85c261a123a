// Base64 for URLs and tokens without padding (RFC 4648, section 5), read strictly: what is accepted
// has one way to be written, so that nobody can change a signed text without changing what was
// signed.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace homevisit {

// Nothing where there is any other character, padding, a length that cannot be, or bits left over.
std::optional<Bytes> base64url_decoded(std::string_view text);

}  // namespace homevisit
