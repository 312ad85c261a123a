// The first half of a launch (LTI 1.3 / OpenID Connect third-party initiated login): the platform
// says that somebody wants to come, and we send the browser back to it with a question.
#pragma once

#include <string>

#include "lti/settings.h"
#include "sign_on/parts.h"

namespace homevisit::lti {

// What such a sign-in is begun with. No name of the configuration begins so.
inline constexpr const char* lti_with = "/lti";

// As a platform sends it.
struct Login {
  std::string issuer, login_hint, target, message_hint, client_id, deployment;
};

struct Begun {
  std::string url;    // where to send the browser
  std::string state;  // comes back with the launch
  std::string kept;   // what the browser keeps until then; opaque
};

// Errors: HV_UNAUTHENTICATED (lti_platform_unknown, lti_target_foreign).
Result<Begun> begin_login(const sign_on::Parts& parts, const Settings& settings,
                          const Platforms& platforms, const Login& login);

// The part of the state that was kept by the browser too.
std::string kept_state(const std::string& state);

// Where a browser keeps nothing for us inside a foreign page, the state alone comes back. It says
// how to begin once more, in a window of its own. HV_UNAUTHENTICATED (sign_on_state_wrong): it is
// none of ours, too old, or does not say.
Result<Login> begin_again(const sign_on::Parts& parts, const std::string& state);

}  // namespace homevisit::lti
