#include "words.h"

#include <array>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

using sdk::calendar_date;
using sdk::same_word;

bool four_digits(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

// OneRoster names a school year by the year in which it ends: "2027" is 2026-2027.
std::string school_year(std::string_view said, std::string_view start, std::string_view end) {
  if (four_digits(said)) {
    // The year before, with its leading zeros.
    const std::string before = std::to_string(std::stoi(std::string(said)) + 9999);
    return before.substr(before.size() - 4) + "-" + std::string(said);
  }
  if (said.size() == 9 && said[4] == '-' && four_digits(said.substr(0, 4)) &&
      four_digits(said.substr(5))) {
    return std::string(said);
  }
  if (calendar_date(start) && calendar_date(end) && start.substr(0, 4) < end.substr(0, 4)) {
    return std::string(start.substr(0, 4)) + "-" + std::string(end.substr(0, 4));
  }
  return "";
}

RoleKind role_kind(std::string_view role) {
  constexpr std::array kGuardian = {"parent", "guardian", "relative"};
  constexpr std::array kStaff = {"teacher",
                                 "aide",
                                 "administrator",
                                 "counselor",
                                 "principal",
                                 "districtAdministrator",
                                 "siteAdministrator",
                                 "systemAdministrator",
                                 "proctor"};
  if (same_word(role, "student")) return RoleKind::student;
  for (const char* word : kGuardian) {
    if (same_word(role, word)) return RoleKind::guardian;
  }
  for (const char* word : kStaff) {
    if (same_word(role, word)) return RoleKind::staff;
  }
  // A school's own role says nothing that we could rely on.
  return role.starts_with("ext:") ? RoleKind::none : RoleKind::unknown;
}

std::string stored_role(std::string_view role, RoleKind kind) {
  if (kind == RoleKind::student) return "student";
  std::string out(role);
  if (kind == RoleKind::guardian) {
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::optional<hv_ternary> home_group(std::string_view class_type) {
  if (same_word(class_type, "homeroom")) return HV_YES;
  if (same_word(class_type, "scheduled")) return HV_NO;
  if (class_type.starts_with("ext:")) return HV_UNKNOWN;
  return std::nullopt;
}

std::optional<hv_ternary> truth(std::string_view word) {
  if (word.empty()) return HV_UNKNOWN;
  if (same_word(word, "true") || word == "1") return HV_YES;
  if (same_word(word, "false") || word == "0") return HV_NO;
  return std::nullopt;
}

}  // namespace homevisit::oneroster
