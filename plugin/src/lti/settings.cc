#include "lti/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/url.h"
#include "lti/launch.h"
#include "lti/roles.h"
#include "text/catalogue.h"

namespace homevisit::lti {
namespace {

using Path = std::function<std::string(json::Value)>;

std::vector<sign_on::RoleRule> read_roles(json::Value from) {
  std::vector<sign_on::RoleRule> rules = sign_on::read_role_rules(from);
  for (sign_on::RoleRule& rule : rules)
    if (rule.claim == "roles") rule.value = role_uri(rule.value);
  return rules;
}

MemberId read_member(json::Value from) {
  return from.text() == "user_id" ? MemberId::user_id : MemberId::lis_person_sourcedid;
}

void read_own_rules(json::Value from, const Path& path, Platform& platform) {
  if (from["staff"].exists()) platform.staff = sign_on::read_staff_rule(from["staff"], path);
  if (from["roles"].exists()) platform.roles = read_roles(from["roles"]);
  if (from["member"].exists()) platform.member = read_member(from["member"]);
}

Status check_ids(bool rule_for_all, const Platform& platform, const Platforms& known,
                 const char* rule) {
  const bool alone = std::ranges::all_of(
      known, [&](const Platform& other) { return other.issuer == platform.issuer; });
  if (!rule_for_all || alone) return ok();
  return Error{HV_PERMISSION_DENIED, "lti_ids_of_several_platforms",
               fmt::format("Several learning platforms are known, and each numbers people in its "
                           "own way: the same number is somebody else in another. The "
                           "administrator gives each platform a \"{}\" of its own in "
                           "homevisit.json, or takes a number that the school gives.",
                           rule)};
}

}  // namespace

std::string Settings::page_of(const std::string& address) const {
  if (!address.starts_with(url + "/") || !http::parse_url(address)) return {};
  std::string page = address.substr(url.size());
  // "//other.example" would be another site.
  if (page == "/" || page.starts_with("/lti/") || page.starts_with("//")) return {};
  return page;
}

sign_on::Provider Settings::who_at(const Platform& platform) const {
  sign_on::Provider out = who;
  if (platform.staff) out.staff = *platform.staff;
  if (platform.roles) out.roles = *platform.roles;
  return out;
}

MemberId Settings::member_at(const Platform& platform) const {
  return platform.member.value_or(member);
}

Status Settings::check_staff_ids(const Platform& platform, const Platforms& known) const {
  const bool own_number = who.staff.claim == "sub" || who.staff.claim == "/sub";
  return check_ids(!platform.staff && own_number, platform, known, "staff");
}

Status Settings::check_member_ids(const Platform& platform, const Platforms& known) const {
  return check_ids(!platform.member && member == MemberId::user_id, platform, known, "member");
}

Result<Settings> read_settings(json::Value lti, const std::function<std::string(json::Value)>& path,
                               const std::string& language) {
  Settings out;
  if (!lti.exists()) return out;
  out.url = lti["url"].text();
  while (out.url.ends_with('/')) out.url.pop_back();
  if (!is_safe_url(out.url))
    return Error{HV_INVALID_ARGUMENT, "lti_url",
                 "The address of these pages must be https, or on this machine.", "/lti/url"};
  out.title = lti["title"].text();
  if (out.title.empty()) out.title = text::Catalogue::of(language).text("Home visits");
  HV_ASSIGN(out.platforms, read_platforms(lti["platforms"], "/lti/platforms"));
  out.who.name = "lti";
  out.who.staff = sign_on::read_staff_rule(lti["staff"], path);
  out.who.roles = read_roles(lti["roles"]);
  out.member = read_member(lti["member"]);
  for (std::size_t i = 0; i < out.platforms.size(); ++i)
    read_own_rules(lti["platforms"].at(i), path, out.platforms[i]);
  for (std::size_t i = 0; i < out.platforms.size(); ++i) {
    Status status = out.check_staff_ids(out.platforms[i], out.platforms);
    if (status) status = out.check_member_ids(out.platforms[i], out.platforms);
    if (!status)
      return Error{HV_INVALID_ARGUMENT, status.error().code, status.error().message,
                   fmt::format("/lti/platforms/{}", i)};
  }
  out.class_is_group = lti["class_is_group"].is_true();
  return out;
}

}  // namespace homevisit::lti
