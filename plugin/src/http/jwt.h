// Tokens that we sign: assertions by which a client shows that it has its private key (RFC 7523,
// section 3), and messages to systems that know our public key.
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

// A JWT in its compact form (RFC 7515) with these claims (a JSON object), signed with the private
// key in PEM. `algorithm` and `key_id` as in an Assertion. Errors: as of signed_assertion.
Result<Secret> signed_token(const std::string& algorithm, const std::string& key_id,
                            std::string_view claims, const Secret& private_key);

// The same of an assertion.
// Errors: HV_INVALID_ARGUMENT: unknown algorithm; no PEM, encrypted, of another type than the
// algorithm wants, RSA under 2048 bits.
Result<Secret> signed_assertion(const Assertion& assertion, const Secret& private_key);

}  // namespace homevisit::http
