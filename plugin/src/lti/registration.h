// How a platform registers us by itself (LTI Dynamic Registration 1.0).
#pragma once

#include <string>

#include "http/http.h"
#include "lti/platform.h"

namespace homevisit::lti {

// Our side, as a platform is told of it.
struct Tool {
  std::string name;  // "Huisbezoeken"
  std::string login_url, launch_url, keys_url;
};

struct PlatformDescription {
  Platform platform;  // without client id and deployments
  std::string registration_url;
  bool links = false;    // it takes deep links
  bool members = false;  // it names the members of a class
};

inline constexpr std::size_t largest_description = 256 << 10;

// `url`: where the description (an OpenID configuration) was fetched from. What it says must be of
// the same host: nobody can be made to trust a platform by the word of another.
// Errors: HV_FAILED_PRECONDITION (platform_description_unusable), with what is wrong with it.
Result<PlatformDescription> read_description(const http::Response& response,
                                             const std::string& url);

// What we ask to be registered as: the names of persons are not asked for, nor anything to write.
std::string registration_request(const Tool& tool, const PlatformDescription& description);

// The platform with the client id, and the deployment where it named one, that it gave us.
// Errors: HV_FAILED_PRECONDITION (platform_registration_refused).
Result<Platform> read_registration(const http::Response& response,
                                   const PlatformDescription& description);

}  // namespace homevisit::lti
