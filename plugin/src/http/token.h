// What a token endpoint answers (RFC 6749, 5.1 and 5.2): a token, or why there is none.
#pragma once

#include <cstdint>
#include <string>

#include "base/secret.h"
#include "base/status.h"
#include "http/auth.h"
#include "http/http.h"
#include "json/json.h"

namespace homevisit::http {

struct Token {
  Secret value;
  std::int64_t from_ms = 0;  // when it was asked for, by our clock
  std::int64_t life_ms = 0;
};

// A token answer is a few hundred bytes; a JWT with many claims some thousands.
inline constexpr std::size_t largest_token_answer = 64 << 10;

// `asked_ms`: when the request left, so that the time on the way is not counted as life; `now_ms`:
// when the answer came.
//
// Errors, none of which repeats anything of the answer but names of the standard:
//   HV_UNAUTHENTICATED  client_refused, clock_wrong, scope_refused, client_not_allowed,
//                       token_request_refused, token_unusable
//   HV_UNAVAILABLE      token_unavailable (429 and 5xx): may pass by itself
Result<Token> read_token(const Response& response, const Auth& auth, std::int64_t asked_ms,
                         std::int64_t now_ms);

// Milliseconds of life that `expires_in` means, whatever it says: 1 second to 24 hours.
std::int64_t token_life_ms(json::Value expires_in, std::int64_t now_ms);

// The one who signs in, in a sentence: client "x", or the secret "x" where that is all there is.
std::string client_of(const Auth& auth);

// How far our clock is ahead of the other side's, by its Date header, where that is more than a
// minute; 0 else.
std::int64_t clock_ahead_ms(const Response& response, std::int64_t now_ms);
// "3 minutes behind that of https://id.example".
std::string clock_difference(std::int64_t ahead_ms, const std::string& url);

}  // namespace homevisit::http
