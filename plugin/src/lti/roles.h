// Roles as platforms write them (LIS vocabulary, LTI 1.3 appendix A.2) and what becomes of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/actor.h"

namespace homevisit::lti {

// In the configuration's order: the first that a person has decides. The name is as in a launch, or
// short: "Instructor" for ".../membership#Instructor".
using RoleTable = std::vector<std::pair<std::string, access::Role>>;

// The URI of a role; a bare name, which older platforms send, is one of the class.
std::string role_uri(std::string_view role);

// A pupil, or somebody who looks after one at home, in whatever way the platform says so. Such a
// person is never let in, whatever else they are: the pages are about other people's children.
bool is_kept_out(std::string_view role);

// Nothing where no role is in the table.
std::optional<access::Role> actor_role(const RoleTable& table,
                                       const std::vector<std::string>& roles);

}  // namespace homevisit::lti
