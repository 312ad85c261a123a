// SHA-256 (FIPS 180-4), and with a key: HMAC (RFC 2104).
#pragma once

#include <array>
#include <initializer_list>

#include "base/bytes.h"
#include "base/secret.h"
#include "base/status.h"

namespace homevisit::crypto {

using Digest = std::array<std::uint8_t, 32>;

// Over the parts, one after the other, with nothing between them.
Result<Digest> sha256(std::initializer_list<ByteView> parts);

// Without the key nobody can tell what was hashed, nor make another text's digest.
Result<Digest> hmac_sha256(const Secret& key, ByteView text);

}  // namespace homevisit::crypto
