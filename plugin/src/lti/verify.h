// The second half of a launch: the platform's answer, judged before anything of it is believed.
#pragma once

#include <string>

#include "lti/launch.h"
#include "lti/settings.h"
#include "sign_on/parts.h"

namespace homevisit::lti {

// What the browser brings back.
struct Answer {
  std::string id_token, state, error;
};

struct Verified {
  Platform platform;
  json::Document claims;  // of the token, which `launch` looks into
  Launch launch;
};

// HV_UNAUTHENTICATED: what sign_on::taken_up, crypto::SignedToken and crypto::check_claims refuse;
// lti_declined (the platform says that it will not), lti_platform_unknown, lti_deployment_unknown,
// launch_unusable. HV_PERMISSION_DENIED: lti_not_for_families. HV_UNAVAILABLE:
// sign_on_provider_away. `with`: the platform's name in our configuration, as soon as it is known.
Result<Verified> verify_launch(const sign_on::Parts& parts, const Platforms& platforms,
                               const std::string& kept, const Answer& answer,
                               const CallControl& control, std::string& with);

// What the rules for staff look at: the token's own claims by their short names, "roles" as URIs,
// "person_sourcedid" (the number that the school's administration gave). Not the custom parameters,
// which whoever makes a link may choose.
Result<json::Document> claims_for_rules(const Verified& verified);

}  // namespace homevisit::lti
