// Assertions by which a client shows that it has its private key (RFC 7523, section 3).
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/status.h"

namespace homevisit::http {

struct Assertion {
  std::string algorithm;  // "RS256" (also for ""), "PS256", "ES256"
  std::string key_id;     // "kid"; "" leaves it out
  std::string client_id;  // "iss" and "sub"
  std::string audience;
  std::string id;           // "jti": never twice
  std::int64_t issued = 0;  // seconds since 1970
  std::int64_t expires = 0;
};

// A JWT in its compact form (RFC 7515), signed with the private key in PEM.
// Errors: HV_INVALID_ARGUMENT: unknown algorithm; no PEM, encrypted, of another type than the
// algorithm wants, RSA under 2048 bits.
Result<Secret> signed_assertion(const Assertion& assertion, const Secret& private_key);

}  // namespace homevisit::http
