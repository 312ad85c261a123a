// What we ask platforms: who is in a class, and to be registered.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "http/network.h"
#include "lti/kept.h"
#include "lti/members.h"
#include "lti/registration.h"

namespace homevisit::lti {

// Our private keys by their id, for signing in at a platform's services. Nobody else sees them by
// this: adapters have secrets of their own.
class ToolSecrets final : public http::SecretSource {
 public:
  // REQUIRES: the journal lives longer.
  explicit ToolSecrets(journal::Journal& journal) : journal_(journal) {}
  Result<Secret> secret(const std::string& name) override;
  void forget(const std::string&) override {}  // nothing is kept here

 private:
  journal::Journal& journal_;
};

// The ids of the learners of a class, all pages of it. `key`: by which we sign. `network` has the
// secrets of ToolSecrets. Errors of the network; HV_UNAVAILABLE (members_unusable).
Result<std::vector<std::string>> learners_of(http::Network& network, const Platform& platform,
                                             const std::string& key, const std::string& url,
                                             MemberId id, const CallControl& control);

// Fetches what the platform says of itself and asks to be registered. `token`: as it came with the
// link; may be empty. Errors of the network; platform_description_unusable,
// platform_registration_refused.
Result<Platform> register_at(http::Network& network, const Tool& tool, const std::string& address,
                             const std::string& token, const CallControl& control);

}  // namespace homevisit::lti
