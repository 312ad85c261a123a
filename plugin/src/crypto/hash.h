// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <initializer_list>

#include "base/bytes.h"
#include "base/status.h"

namespace homevisit::crypto {

using Digest = std::array<std::uint8_t, 32>;

// Over the parts, one after the other, with nothing between them.
Result<Digest> sha256(std::initializer_list<ByteView> parts);

}  // namespace homevisit::crypto
