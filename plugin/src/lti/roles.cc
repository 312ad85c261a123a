#include "lti/roles.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace homevisit::lti {
namespace {

constexpr std::string_view vocabulary = "http://purl.imsglobal.org/vocab/lis/v2/";

// Of a class, of the institution, of the platform. "Mentor" is in this vocabulary who looks after a
// learner, such as a parent: not a mentor as schools here have them.
constexpr std::array<std::string_view, 8> kept_out = {"learner", "student",  "prospectivestudent",
                                                      "mentor",  "observer", "guest",
                                                      "alumni",  "testuser"};
constexpr std::array<std::string_view, 11> staff = {
    "instructor", "teachingassistant", "contentdeveloper", "manager", "administrator", "faculty",
    "staff",      "sysadmin",          "syssupport",       "creator", "accountadmin"};

// How LTI 1.1 wrote roles, and what that is called now.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> older = {
    {{"urn:lti:role:ims/lis/", "membership"},
     {"urn:lti:instrole:ims/lis/", "institution/person"},
     {"urn:lti:sysrole:ims/lis/", "system/person"}}};

std::string in_small_letters(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// Is one of the names a part of the role? ".../membership#Learner",
// ".../institution/person#Student"; finer: ".../membership/Learner#GuestLearner". Platforms differ
// in capitals and in the scheme.
bool has_name(std::string_view role, std::span<const std::string_view> names) {
  const std::string uri = in_small_letters(role_uri(role));
  constexpr std::string_view standard = "purl.imsglobal.org/vocab/";
  constexpr std::string_view urn = "urn:lti:";
  std::size_t at = uri.find(standard);
  if (uri.starts_with(urn))
    at = urn.size();
  else if (at == std::string::npos)
    return false;
  while (at < uri.size()) {
    const std::size_t end = std::min(uri.find_first_of("/#:", at), uri.size());
    const std::string_view part = std::string_view(uri).substr(at, end - at);
    if (std::ranges::find(names, part) != names.end()) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::string role_uri(std::string_view role) {
  const std::string small = in_small_letters(role);
  for (const auto& [before, now] : older) {
    if (!small.starts_with(before)) continue;
    const std::string_view name = role.substr(before.size());
    const std::size_t finer = name.find('/');
    std::string out = std::string(vocabulary) + std::string(now);
    if (finer == std::string_view::npos) return out + "#" + std::string(name);
    return out + "/" + std::string(name.substr(0, finer)) + "#" +
           std::string(name.substr(finer + 1));
  }
  if (role.find(':') != std::string_view::npos) return std::string(role);
  return std::string(vocabulary) + "membership#" + std::string(role);
}

bool is_kept_out(std::string_view role) { return has_name(role, kept_out); }

bool is_staff_role(std::string_view role) { return has_name(role, staff); }

}  // namespace homevisit::lti
