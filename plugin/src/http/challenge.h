// Why a request was refused, as WWW-Authenticate says it (RFC 9110, 11.6.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/encoding.h"
#include "http/http.h"

namespace homevisit::http {

struct Challenge {
  std::string scheme;   // in lower case: "bearer"
  std::string token68;  // instead of parameters: "Negotiate YII="
  Pairs parameters;     // names in lower case, values without their quotes

  // "" where it is absent.
  std::string_view parameter(std::string_view name) const;
};

// Any bytes are taken: what is no challenge is left out, and reading goes on at the next comma.
std::vector<Challenge> parse_challenges(std::string_view field);

enum class Reason {
  unsaid,
  expired,             // the token is over or revoked: "invalid_token"
  insufficient_scope,  // signed in, and not allowed
  stale_nonce          // OAuth 1.0a: time or nonce refused
};

// Of all WWW-Authenticate fields of an answer.
Reason refusal_reason(const Response& response);

}  // namespace homevisit::http
