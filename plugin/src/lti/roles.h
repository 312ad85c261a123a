// Roles as platforms write them (LIS vocabulary, LTI 1.3 appendix A.2).
#pragma once

#include <string>
#include <string_view>

namespace homevisit::lti {

// The URI of a role; a bare name ("Instructor"), which older platforms send, is one of the class,
// as are the names of LTI 1.1 ("urn:lti:role:ims/lis/Instructor").
std::string role_uri(std::string_view role);

// A pupil, or somebody who looks after one at home, in whatever way the platform says so. Such a
// person is never let in, whatever else they are: the pages are about other people's children.
bool is_kept_out(std::string_view role);

// Works at the school, in the words of the vocabulary: what a rule goes by that asks for no role.
bool is_staff_role(std::string_view role);

}  // namespace homevisit::lti
