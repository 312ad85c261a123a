// Our own keys as an LTI tool: platforms fetch the public ones and so know what comes from us.
//
// They are renewed by adding: a new key is published a day before it signs, so that platforms that
// keep our key set for a while know it by then; what it replaces stays published for a week.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"
#include "json/json.h"

namespace homevisit::lti {

struct ToolKey {
  std::string id;            // "kid"
  std::int64_t made_at = 0;  // milliseconds since 1970
  Secret pem;                // the private key, RSA of 2048 bits
};

// The oldest first.
using ToolKeys = std::vector<ToolKey>;

inline constexpr std::int64_t key_known_after_ms = 24 * 3'600'000LL;
inline constexpr std::int64_t key_kept_ms = 7 * key_known_after_ms;
inline constexpr std::int64_t key_lasts_ms = 365 * key_known_after_ms;

// HV_INTERNAL (crypto_failed) where OpenSSL makes none.
Result<ToolKey> make_tool_key(std::int64_t now_ms, Random& random);

// The newest that platforms have had the time to learn of; else the oldest. Null without any.
const ToolKey* signing_key(const ToolKeys& keys, std::int64_t now_ms);
// Is there none, or has the newest lasted long enough?
bool wants_new_key(const ToolKeys& keys, std::int64_t now_ms);
// Without those that stopped signing longer than key_kept_ms ago.
ToolKeys still_published(const ToolKeys& keys, std::int64_t now_ms);

// {"keys":[...]} (RFC 7517), the public parts alone.
Result<std::string> key_set(const ToolKeys& keys);

void write_keys(json::Writer& w, const ToolKeys& keys);
// REQUIRES: written by write_keys. HV_DATA_LOSS else.
Result<ToolKeys> read_keys(json::Value keys);

}  // namespace homevisit::lti
