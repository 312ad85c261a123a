// OAuth 1.0a with two legs: each request is signed with the consumer's secret (RFC 5849, section
// 3). OneRoster 1.1 signs so, with HMAC-SHA256 beside the RFC's HMAC-SHA1.
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/status.h"
#include "http/encoding.h"
#include "http/http.h"

namespace homevisit::http {

struct Oauth1 {
  std::string algorithm;  // "HMAC-SHA256" (also for ""), "HMAC-SHA1"
  std::string consumer_key;
  std::string nonce;
  std::int64_t timestamp = 0;  // seconds since 1970
};

// Section 3.4.1: what is signed. The parameters are those of the query, of a form body and
// `protocol` ("oauth_nonce" ...), whatever their order.
// Errors: HV_INVALID_ARGUMENT where the url, or a form body, cannot be read.
Result<std::string> signature_base(const Request& request, const Pairs& protocol);

// The value of the Authorization header. Errors: those above, and an unknown algorithm.
Result<std::string> oauth1_header(const Request& request, const Oauth1& oauth,
                                  const Secret& consumer_secret);

}  // namespace homevisit::http
