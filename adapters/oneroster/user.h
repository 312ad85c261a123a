// One row of the list of users, in 1.1 and 1.2, as far as homevisit has a use for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../oneroster_common/relations.h"
#include "homevisit/adapter.h"
#include "homevisit/sdk/json.h"
#include "report.h"

namespace homevisit::oneroster {

// What somebody is; several at once where a teacher is a parent too.
inline constexpr std::uint8_t kStudent = 1, kGuardian = 2, kStaff = 4;

struct User {
  std::string id;
  std::uint8_t kinds = 0;     // 0: known, and nobody here (disabled, without a role)
  std::string given, family;  // as somebody is called
  std::string official;       // given name on record where it differs; "" else
  std::string same_as;        // equal for the rows of one person; "" where the system has no such
  std::string year, language;
  hv_ternary secret = HV_UNKNOWN;
  std::string function;              // of staff: the role as the system writes it
  std::string guardian_role;         // "parent"
  std::vector<std::string> schools;  // ids of orgs, the best first
  std::vector<std::string> agents;   // ids of people
  Relations relations;
  bool says_agents = false;  // the row has the member, be it empty
};

// Is the row there at all? "tobedeleted" and "inactive" are not.
bool is_active(const sdk::Value& row);
// The id that a member refers to, as an object, a text or a number; "" where there is none.
std::string reference(const sdk::Value& value);
// Dates and words come as text.
std::string date_or_empty(const sdk::Value& value);

// Nothing where the row cannot be used; reported.
std::optional<User> read_user(const sdk::Value& row, std::string_view today, Report& report);

}  // namespace homevisit::oneroster
