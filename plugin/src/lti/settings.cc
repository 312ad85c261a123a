#include "lti/settings.h"

#include "http/url.h"
#include "lti/launch.h"
#include "lti/roles.h"
#include "text/catalogue.h"

namespace homevisit::lti {

std::string Settings::page_of(const std::string& address) const {
  if (!address.starts_with(url + "/") || !http::parse_url(address)) return {};
  std::string page = address.substr(url.size());
  // "//other.example" would be another site.
  if (page == "/" || page.starts_with("/lti/") || page.starts_with("//")) return {};
  return page;
}

Result<Settings> read_settings(json::Value lti,
                               const std::function<std::string(json::Value)>& path,
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
  out.who.roles = sign_on::read_role_rules(lti["roles"]);
  for (sign_on::RoleRule& rule : out.who.roles)
    if (rule.claim == "roles") rule.value = role_uri(rule.value);
  if (lti["member"].text() == "user_id") out.member = MemberId::user_id;
  out.class_is_group = lti["class_is_group"].is_true();
  return out;
}

}  // namespace homevisit::lti
