// What a launch says (LTI 1.3, section 5; LTI Deep Linking 2.0), read from the claims of an
// id_token whose signature, issuer, audience, time and nonce have been checked already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "json/json.h"

namespace homevisit::lti {

// A person at the platform asks which link to put into the course.
struct LinkWanted {
  std::string return_url;  // https, or http on loopback
  std::string data;        // goes back as it came; "" where there was none
};

struct Launch {
  std::string deployment;
  std::string target;              // target_link_uri
  std::vector<std::string> roles;  // as sent
  bool for_a_learner = false;      // launched by somebody who looks after a learner (a parent)
  std::string context;             // id of the class or course; "" where none was named
  std::string members_url;         // of its members (NRPS 2.0); "" where the platform offers none
  std::string locale;              // BCP 47; "" where not said
  std::optional<LinkWanted> link;  // set: choose a link; else: open
  json::Value custom;              // an object, or nothing; lives as long as the claims

  // A custom parameter; "" where it is missing, is no text, or was left as a variable of the
  // platform's that it does not know ("$User.id").
  std::string parameter(std::string_view name) const;
};

// Errors: HV_UNAUTHENTICATED (launch_unusable), with the claim at fault in the message and nothing
// of what stood in it.
Result<Launch> read_launch(json::Value claims);

// May a URL that a platform gave be asked or be sent to? https, or http to this machine itself.
bool is_safe_url(std::string_view url);

}  // namespace homevisit::lti
