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

struct Learners {
  std::vector<std::string> ids;
  std::size_t without_id = 0;  // of whom the platform does not share it
};

// The learners of a class, all pages of it. `key`: by which we sign. `network` has the
// secrets of ToolSecrets. Errors of the network; HV_UNAVAILABLE (members_unusable).
Result<Learners> learners_of(http::Network& network, const Platform& platform,
                             const std::string& key, const std::string& url, MemberId id,
                             const CallControl& control);

// What the platform says of itself at this address. Errors of the network;
// platform_description_unusable.
Result<PlatformDescription> described_at(http::Network& network, const std::string& address,
                                         const CallControl& control);
// Asks it to register us. `token`: as it came with the link; may be empty. Errors of the network;
// platform_registration_refused.
Result<Platform> register_at(http::Network& network, const Tool& tool,
                             const PlatformDescription& description, const std::string& token,
                             const CallControl& control);

}  // namespace homevisit::lti
