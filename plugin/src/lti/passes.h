// What a launch leaves behind for the pages that follow: the host keeps it, sealed, and hands it
// back.
#pragma once

#include <optional>
#include <string>

#include "lti/verify.h"
#include "sign_on/parts.h"

namespace homevisit::lti {

struct Pass {
  std::string issuer, client_id, deployment;
  std::string members_url;         // "" where the platform names no members
  std::optional<LinkWanted> link;  // where a link is to be chosen
};

Pass pass_of(const Verified& verified);

// Good for half a day. Errors of reading: HV_UNAUTHENTICATED (lti_pass_over).
Result<std::string> sealed(const sign_on::Parts& parts, const Pass& pass);
Result<Pass> opened(const sign_on::Parts& parts, const std::string& pass);

}  // namespace homevisit::lti
