// Signing on by OpenID Connect: the authorization code flow with PKCE (OpenID Connect
// Core 1.0, 3.1; RFC 7636; RFC 9207).
#pragma once

#include <string>

#include "sign_on/parts.h"
#include "sign_on/provider.h"

namespace homevisit::sign_on {

struct Started {
  std::string url;    // where to send the browser
  std::string state;  // comes back by the address
  std::string kept;   // what the browser keeps until then; opaque
};

// `back`: the address of this host to which the system sends the browser back, as it is registered
// there. `next`: what was wanted. HV_UNAVAILABLE (sign_on_provider_away) where the system does not
// answer.
Result<Started> start(const Parts& parts, const Provider& provider, const std::string& back,
                      const std::string& next, const CallControl& control);

// What came back in the address.
struct Answer {
  std::string state, code, issuer, error;
};

struct Finished {
  json::Document claims;
  std::string next;
};

// HV_UNAUTHENTICATED: what taken_up() refuses; sign_on_declined (the person or the system said no),
// sign_on_provider_refused, sign_on_mixed_up, sign_on_code_refused, sign_on_client_refused, and
// what SignedToken and check_claims() refuse. HV_UNAVAILABLE: sign_on_provider_away.
Result<Finished> finish(const Parts& parts, const Provider& provider, const std::string& kept,
                        const Answer& answer, const CallControl& control);

// Where the system signs people in: from the configuration, or as it says itself.
Result<Metadata> addresses_of(const Parts& parts, const Provider& provider,
                              const CallControl& control);

}  // namespace homevisit::sign_on
