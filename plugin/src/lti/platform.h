// A learning platform that may launch us: from the configuration, or registered by itself while the
// administrator let it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "json/json.h"
#include "lti/members.h"
#include "sign_on/provider.h"

namespace homevisit::lti {

struct Platform {
  std::string name;  // ours, for the administrator and the audit; of no person
  std::string issuer;
  std::string client_id;
  std::vector<std::string> deployments;
  std::string login_url;       // its authorization endpoint
  std::string token_url;       // for its services
  std::string token_audience;  // "aud" of our assertions; "": token_url
  std::string keys_url;
  bool registered = false;  // by itself
  // Who its people are, of the configuration; where it does not say, the rules for all count.
  std::optional<sign_on::StaffRule> staff;
  std::optional<std::vector<sign_on::RoleRule>> roles;
  std::optional<MemberId> member;

  bool has_deployment(std::string_view id) const;
};

using Platforms = std::vector<Platform>;

// REQUIRES: checked against the schema. Errors: HV_INVALID_ARGUMENT (platform_unusable) with a
// pointer into `platforms`: an address that is neither https nor on this machine, the same twice.
Result<Platforms> read_platforms(json::Value platforms, const std::string& pointer);
void write_platforms(json::Writer& w, const Platforms& platforms);

// The one of this issuer and client id, which may be left out ("") where it is the only one of its
// issuer. Null: there is none, or it is not certain which.
const Platform* find_platform(const Platforms& platforms, std::string_view issuer,
                              std::string_view client_id);

}  // namespace homevisit::lti
