// AES-256-GCM (NIST SP 800-38D): what is sealed can be neither read nor changed without its key.
// A sealed text is nonce (12 bytes, random) | ciphertext | tag (16 bytes).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"

namespace homevisit::crypto {

inline constexpr std::size_t nonce_size = 12;
inline constexpr std::size_t tag_size = 16;
inline constexpr std::size_t seal_overhead = nonce_size + tag_size;

// `context` is bound to the text but not stored: opening needs the same. With random nonces one key
// is good for 2^32 texts, which no student's file comes near. REQUIRES: a key of 32 bytes.
Result<Bytes> seal(const Secret& key, ByteView text, ByteView context, Random& random);

// HV_DATA_LOSS when the key, the text or the context is not the one that was sealed; which of them
// cannot be told. Nothing of the text is given out before the tag is checked.
Result<std::string> open(const Secret& key, ByteView sealed, ByteView context);
Result<Secret> open_secret(const Secret& key, ByteView sealed, ByteView context);

}  // namespace homevisit::crypto
