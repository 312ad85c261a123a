// The link that goes into a course (LTI Deep Linking 2.0, section 3).
#pragma once

#include <string>

#include "lti/launch.h"

namespace homevisit::lti {

// The custom parameter of a launch that names a student, by the id that the roster has.
inline constexpr const char* student_parameter = "student";

struct DeepLink {
  std::string url;      // where the link leads: our launch URL
  std::string title;    // what the course shows; names nobody, for learners see it too
  std::string student;  // "": the class, to choose from
};

struct Reply {
  std::string issuer, client_id, deployment;  // of the platform that asked
  std::string data;                           // as it sent it
  std::string nonce;                          // never twice
  std::int64_t issued = 0;                    // seconds since 1970
};

// The claims of the message that answers; `link` null: nothing was chosen.
std::string deep_link_claims(const Reply& reply, const DeepLink* link);

}  // namespace homevisit::lti
