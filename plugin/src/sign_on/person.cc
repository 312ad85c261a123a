#include "sign_on/person.h"

#include <fmt/format.h>

#include "sign_on/table.h"

namespace homevisit::sign_on {
namespace {

Error deny(const char* code, std::string message) {
  return {HV_PERMISSION_DENIED, code, std::move(message)};
}

// A claim that is a number counts as its digits: some systems number people.
std::string text_of(json::Value claim) {
  if (const auto number = claim.integer()) return std::to_string(*number);
  return std::string(claim.text());
}

Status check_required(const Provider& provider, json::Value claims) {
  for (const auto& [name, value] : provider.require)
    if (!claim_has(claim_of(claims, name), value))
      return deny("sign_on_claim_refused",
                  fmt::format("This account is not one that may sign in here: \"{}\" is not as "
                              "the configuration requires. Choose your account of the school.",
                              name));
  // An address that its owner has not confirmed may be anybody's.
  const auto verified = claims["email_verified"];
  if (provider.staff.claim == "email" && verified.exists() && !verified.is_true() &&
      verified.text() != "true")
    return deny("sign_on_claim_refused",
                "The e-mail address of this account was not confirmed. Confirm it with the system "
                "that signs you in.");
  return ok();
}

Result<std::string> staff_id(const StaffRule& rule, json::Value claims) {
  std::string value = text_of(claim_of(claims, rule.claim));
  if (!rule.after.empty()) {
    const auto at = value.rfind(rule.after);
    value = at == std::string::npos ? "" : value.substr(at + rule.after.size());
  }
  if (value.empty() || value.size() > 512)
    return deny("sign_on_claim_missing",
                fmt::format("The system does not say who this is: its claim \"{}\" is missing or "
                            "has another form. Tell the administrator, who can look at \"staff\" "
                            "under \"sign_on\" or \"lti\" in the configuration.",
                            rule.claim));
  if (rule.table.empty()) return value;
  return looked_up(rule.table, value, rule.ignore_case);
}

// As long as a name may be, cut between characters.
std::string shortened(std::string_view name) {
  constexpr std::size_t longest = 200;
  if (name.size() <= longest) return std::string(name);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return std::string(name.substr(0, end));
}

bool fits(const RoleRule& rule, json::Value claims, const Staff* staff) {
  if (staff == nullptr && !rule.unlisted) return false;
  if (!rule.claim.empty() && !claim_has(claim_of(claims, rule.claim), rule.value)) return false;
  if (!rule.staff.empty() && (staff == nullptr || staff->id != rule.staff)) return false;
  return rule.function.empty() || (staff != nullptr && staff->function == rule.function);
}

}  // namespace

json::Value claim_of(json::Value claims, const std::string& name) {
  if (!name.starts_with('/')) return claims[name];
  json::Value at = claims;
  for (std::size_t begin = 1; begin <= name.size();) {
    const auto end = std::min(name.find('/', begin), name.size());
    at = at[name.substr(begin, end - begin)];
    begin = end + 1;
  }
  return at;
}

bool claim_has(json::Value claim, std::string_view value) {
  if (claim.is_array()) {
    for (std::size_t i = 0; i < claim.size(); ++i)
      if (claim.at(i).string() == value) return true;
    return false;
  }
  if (const auto flag = claim.boolean()) return value == (*flag ? "true" : "false");
  return claim.string() == value || (claim.integer() && text_of(claim) == value);
}

Result<access::Actor> actor_of(const Provider& provider, json::Value claims,
                               journal::RosterStore& roster) {
  HV_TRY(check_required(provider, claims));
  HV_ASSIGN(const std::string id, staff_id(provider.staff, claims));
  auto found = id.empty() ? Result<Staff>(Error{HV_NOT_FOUND, "", ""}) : roster.staff(id);
  if (!found && found.error().status != HV_NOT_FOUND) return found.error();
  const Staff* const staff = found ? &*found : nullptr;
  for (const RoleRule& rule : provider.roles) {
    if (!fits(rule, claims, staff)) continue;
    access::Actor actor;
    actor.role = rule.role;
    if (staff != nullptr) {
      actor.staff = staff->id;
    } else {
      actor.name = shortened(claims["name"].text());
    }
    return actor;
  }
  if (staff == nullptr)
    return deny("sign_on_person_unknown",
                "You are signed in there, but the school's list of staff does not have this "
                "account. Ask the administrator of the home visits; new colleagues appear after "
                "the next reading of the roster.");
  return deny("sign_on_no_role",
              "You are signed in, but nobody has said what you may do here. Ask the administrator, "
              "who can add a rule to \"roles\" under \"sign_on\" or \"lti\" in the configuration.");
}

}  // namespace homevisit::sign_on
