// A sign-in that was begun and not finished: what must come back is kept by the browser itself,
// sealed. Any process of this journal can finish it, also after a restart, and nobody can make or
// change one.
#pragma once

#include <string>
#include <string_view>

#include "sign_on/parts.h"

namespace homevisit::sign_on {

inline constexpr std::int64_t begun_holds_ms = 10 * 60'000;

struct Begun {
  std::string with;      // the system that was asked, as the configuration names it
  std::string state;     // comes back by the address
  std::string nonce;     // comes back in the token
  std::string verifier;  // of PKCE (RFC 7636); "" where the protocol has none
  std::string back;      // where the system sends the browser back to
  std::string next;      // the page that was wanted; "" for the first one
  std::int64_t until = 0;
};

// With a state and a nonce of its own, for the next ten minutes.
Begun begin(const Parts& parts, std::string with, std::string back, std::string next);

Result<std::string> sealed(const Parts& parts, const Begun& begun);

// The sign-in of this browser (`kept`) that this answer (`state`) belongs to; used up from here on,
// in every process. HV_UNAUTHENTICATED: sign_on_not_begun (nothing was kept), sign_on_state_wrong
// (of another sign-in, another browser, or made up), sign_on_too_late, sign_on_used,
// sign_on_mixed_up (begun with another system).
Result<Begun> taken_up(const Parts& parts, std::string_view with, std::string_view kept,
                       std::string_view state);

}  // namespace homevisit::sign_on
