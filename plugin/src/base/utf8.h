// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace homevisit {

// The offset of the first byte that is not UTF-8, or nothing when all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// Number of code points. REQUIRES: valid UTF-8.
std::size_t count_code_points(std::string_view text);

}  // namespace homevisit
