// Adds credentials to requests, and renews them when they are refused.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "http/auth.h"
#include "http/http.h"
#include "http/secrets.h"
#include "http/token_cache.h"

namespace homevisit::http {

// Signs in as one hv_http_auth says. Cheap to make, one for each request; what lasts is in the
// SecretSource and the TokenCache.
//
// Answered by 401, the request was certainly not taken: the credential is renewed (a new token, the
// secret read anew) and the request sent once more, also a write. Refused again, it is an error.
// Credentials go over https, or to loopback. Systems that exchange a secret for a token say 403 of
// one that is over: that is renewed and sent again likewise, and the second 403 is the answer.
//
// Beside the errors of the inner Transport, always of a request that was not taken:
//   HV_UNAUTHENTICATED  no credential or token could be had, or it was refused: the sentence says
//                       why and what to do
//   HV_UNAVAILABLE      the token endpoint is away
//   HV_INVALID_ARGUMENT what adapter.h does not allow
// [any]
class SignIn final : public Transport {
 public:
  // REQUIRES: what is referred to lives longer.
  SignIn(Auth auth, Transport& inner, SecretSource& secrets, TokenCache& tokens,
         const Clock& clock = system_clock(), Random& random = system_random());

  Result<Response> send(const Request& request, const CallControl& control) override;
  // With the token that is here; asks for none. Nothing for OAuth 1.0a, which signs no two requests
  // alike.
  void ahead(const Request& request, const CallControl& control) override;

 private:
  struct Credential;

  TokenKey key() const;
  Result<Secret> secret();
  Result<Credential> credential(const Request& request, const CallControl& control);
  Result<Credential> static_credential(const Request& request);
  // False where there is no other one to try.
  bool renew(const Credential& refused);
  Error refused_again(const Response& response, const Request& request) const;
  Error why_refused(const Response& response, const Request& request) const;

  Result<Token> fetch(const CallControl& control);
  Result<Token> ask(const Secret& secret, const CallControl& control);
  Result<Request> token_request(const Secret& secret);
  Result<Request> exchange_request(const Secret& secret);
  Error token_trouble(const Error& error, const CallControl& control) const;

  const Auth auth_;
  Transport& inner_;
  SecretSource& secrets_;
  TokenCache& tokens_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace homevisit::http
