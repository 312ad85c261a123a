#include "user.h"

#include "../oneroster_common/words.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

// A field of our own: metadata may hold it as "homevisit.language" or as {"homevisit": {...}}.
sdk::Value own_field(const sdk::Value& row, const char* name) {
  const sdk::Value metadata = row["metadata"];
  const sdk::Value flat = metadata["homevisit." + std::string(name)];
  return flat.exists() ? flat : metadata["homevisit"][name];
}

// true, "true", 1: systems write it in each of these ways.
std::optional<hv_ternary> truth_of(const sdk::Value& value) {
  if (value.is_null()) return HV_UNKNOWN;
  if (value.boolean()) return value.ternary();
  return truth(value.id());
}

// What somebody is called, in the words of 1.2 or of its files.
std::string called(const sdk::Value& row, const char* rest_name, const char* file_name) {
  std::string name = sdk::one_line(row[rest_name].text());
  return name.empty() ? sdk::one_line(row[file_name].text()) : name;
}

// ["05", "06"], "05" and 5 as "05,06", "05" and "5".
std::string grades_of(const sdk::Value& value) {
  std::string grades;
  for (const sdk::Value grade : value) {
    const std::string text = sdk::one_line(grade.id());
    if (!text.empty()) grades += (grades.empty() ? "" : ",") + text;
  }
  return value.is_array() ? grades : sdk::one_line(value.id());
}

// [{"sourcedId": ...}], ["..."] or "a,b".
std::vector<std::string> references(const sdk::Value& value) {
  std::vector<std::string> ids;
  for (const sdk::Value item : value)
    if (std::string id = reference(item); !id.empty()) ids.push_back(std::move(id));
  for (const std::string_view part : sdk::split_list(value.text(), ',')) ids.emplace_back(part);
  return ids;
}

struct Role {
  std::string_view word;
  RoleKind kind;
  bool main;
  std::string school;
};

// 1.2 has `roles`, 1.1 `role`; some send both.
std::vector<Role> roles_of(const sdk::Value& row, std::string_view today, bool& unknown) {
  std::vector<Role> roles;
  const auto add = [&](std::string_view word, bool main, std::string school) {
    const RoleKind kind = role_kind(word);
    unknown = unknown || kind == RoleKind::unknown;
    if (kind != RoleKind::unknown && kind != RoleKind::none)
      roles.push_back({word, kind, main, std::move(school)});
  };
  for (const sdk::Value role : row["roles"]) {
    if (role.is_string()) add(role.text(), true, "");
    if (!role.is_object()) continue;
    const auto end = sdk::calendar_date(role["endDate"].text());
    if (end && *end < today) continue;
    add(role["role"].text(), sdk::same_word(role["roleType"].text(), "primary"),
        reference(role["org"]));
  }
  if (row["roles"].size() == 0 && !row["role"].is_null()) add(row["role"].text(), true, "");
  std::stable_sort(roles.begin(), roles.end(),
                   [](const Role& a, const Role& b) { return a.main > b.main; });
  return roles;
}

void take_roles(const std::vector<Role>& roles, User& user) {
  for (const Role& role : roles) {
    switch (role.kind) {
      case RoleKind::student:
        user.kinds |= kStudent;
        if (!role.school.empty()) user.schools.push_back(role.school);
        break;
      case RoleKind::guardian:
        user.kinds |= kGuardian;
        if (user.guardian_role.empty()) user.guardian_role = stored_role(role.word, role.kind);
        break;
      default:
        user.kinds |= kStaff;
        if (user.function.empty()) user.function = stored_role(role.word, role.kind);
    }
  }
}

// What is the same in the rows of one person: the id in the system behind an Ed-Fi service, else
// the identifier. Never a user name or an address: families share those.
std::string same_as(const sdk::Value& row) {
  const sdk::Value key = row.at("metadata/edfi/naturalKey");
  for (const char* name : {"studentUniqueId", "staffUniqueId", "contactUniqueId", "parentUniqueId"})
    if (const std::string id = key[name].id(); !id.empty()) return id;
  return std::string(sdk::trim(row["identifier"].id()));
}

}  // namespace

bool is_active(const sdk::Value& row) {
  const std::string_view status = row["status"].text();
  return !sdk::same_word(status, "tobedeleted") && !sdk::same_word(status, "inactive");
}

std::string reference(const sdk::Value& value) {
  return value.is_object() ? value["sourcedId"].id() : value.id();
}

std::string date_or_empty(const sdk::Value& value) {
  return sdk::calendar_date(value.text()).value_or("");
}

std::optional<User> read_user(const sdk::Value& row, std::string_view today, Report& report) {
  User user;
  user.id = row["sourcedId"].id();
  const std::optional<hv_ternary> enabled = truth_of(row["enabledUser"]);
  if (!is_active(row) || enabled == HV_NO) return user;
  bool unknown_role = false;
  take_roles(roles_of(row, today, unknown_role), user);
  if (unknown_role)
    report.left_out("people", "have a role that OneRoster does not know; that role was left out",
                    user.id);
  if (user.kinds == 0) return user;

  const std::string on_record = sdk::one_line(row["givenName"].text());
  const std::string preferred = called(row, "preferredFirstName", "preferredGivenName");
  user.given = preferred.empty() ? on_record : preferred;
  // Of students only: to find them by, and to know a pupil who is named as interpreter (R45).
  if (!preferred.empty() && (user.kinds & kStudent) != 0) user.official = on_record;
  user.family = called(row, "preferredLastName", "preferredFamilyName");
  if (user.family.empty()) user.family = sdk::one_line(row["familyName"].text());
  if (user.given.empty() && user.family.empty()) {
    report.left_out("people", "have neither given nor family name and were left out", user.id);
    return std::nullopt;
  }
  user.same_as = same_as(row);
  user.year = grades_of(row["grades"]);
  user.language = own_field(row, "language").text();
  if (!user.language.empty() && !sdk::is_language_tag(user.language)) {
    report.left_out("people", "have a language that is no code like \"nl\"; it was left out",
                    user.id);
    user.language.clear();
  }
  // A word that is none counts as secret: nobody is harmed by an address that is not shown.
  user.secret = truth_of(own_field(row, "secretAddress")).value_or(HV_YES);

  std::vector<std::string> schools =
      references(row["primaryOrg"].is_object() ? sdk::Value() : row["primaryOrg"]);
  if (std::string primary = reference(row["primaryOrg"]); !primary.empty()) schools = {primary};
  if (schools.empty()) schools = references(row["orgs"]);
  user.schools.insert(user.schools.begin(), schools.begin(), schools.end());

  const sdk::Value agents = row["agents"].is_null() ? row["agentSourceIds"] : row["agents"];
  user.says_agents = !agents.is_null();
  user.agents = references(agents);
  if (const std::string_view said = own_field(row, "relations").text(); !said.empty()) {
    user.relations = parse_relations(said);
    if (!user.relations.understood)
      report.left_out("people",
                      "have relations of which a part was not understood; that part is "
                      "taken as unknown",
                      user.id);
  }
  return user;
}

}  // namespace homevisit::oneroster
