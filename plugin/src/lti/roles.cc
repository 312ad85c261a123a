#include "lti/roles.h"

#include <algorithm>
#include <array>

namespace homevisit::lti {
namespace {

constexpr std::string_view vocabulary = "http://purl.imsglobal.org/vocab/lis/v2/";
constexpr std::string_view test_user = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";

// Of a class, of the institution, of the platform. "Mentor" is in this vocabulary who looks after a
// learner, such as a parent: not a mentor as schools here have them.
constexpr std::array kept_out = {"Learner", "Student", "ProspectiveStudent", "Mentor", "Observer",
                                 "Guest",   "Alumni"};

bool is_kept_out_name(std::string_view name) {
  return std::ranges::find(kept_out, name) != kept_out.end();
}

}  // namespace

std::string role_uri(std::string_view role) {
  if (role.find(':') != std::string_view::npos) return std::string(role);
  return std::string(vocabulary) + "membership#" + std::string(role);
}

bool is_kept_out(std::string_view role) {
  const std::string uri = role_uri(role);
  if (uri == test_user) return true;
  if (!uri.starts_with(vocabulary)) return false;
  // ".../membership#Learner", ".../institution/person#Student"; finer:
  // ".../membership/Learner#GuestLearner".
  const std::string_view rest = std::string_view(uri).substr(vocabulary.size());
  const std::size_t hash = rest.find('#');
  if (hash == std::string_view::npos) return false;
  if (is_kept_out_name(rest.substr(hash + 1))) return true;
  constexpr std::string_view finer = "membership/";
  return rest.starts_with(finer) &&
         is_kept_out_name(rest.substr(finer.size(), hash - finer.size()));
}

}  // namespace homevisit::lti
