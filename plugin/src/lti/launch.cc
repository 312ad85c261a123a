#include "lti/launch.h"

#include <fmt/format.h>

#include "http/url.h"

namespace homevisit::lti {
namespace {

#define HV_LTI_CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define HV_DEEP_LINK_CLAIM "https://purl.imsglobal.org/spec/lti-dl/claim/"
#define HV_NAMES_CLAIM "https://purl.imsglobal.org/spec/lti-nrps/claim/"

// More than any platform sends; what is longer was not meant for us.
constexpr std::size_t longest_id = 255;
constexpr std::size_t longest_url = 2048;
constexpr std::size_t longest_data = 4096;
constexpr std::size_t most_roles = 100;

Error unusable(std::string_view claim, const char* what) {
  return {HV_UNAUTHENTICATED, "launch_unusable",
          fmt::format("The launch cannot be used: {} {}. Look at how the tool is set up in the "
                      "platform.",
                      claim, what)};
}

Result<std::string> required(json::Value claims, std::string_view name, std::size_t longest) {
  const std::string_view text = claims[name].text();
  if (text.empty()) return unusable(name, "is missing or is no text");
  if (text.size() > longest) return unusable(name, "is too long");
  return std::string(text);
}

Result<std::vector<std::string>> roles_of(json::Value claims) {
  const json::Value roles = claims[HV_LTI_CLAIM "roles"];
  if (!roles.is_array()) return unusable("roles", "is missing or is no list");
  if (roles.size() > most_roles) return unusable("roles", "is too long");
  std::vector<std::string> out;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const std::string_view role = roles.at(i).text();
    if (role.empty() || role.size() > longest_id) return unusable("roles", "holds no role");
    out.emplace_back(role);
  }
  return out;
}

bool holds(json::Value list, std::string_view text) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list.at(i).text() == text) return true;
  return false;
}

Result<LinkWanted> link_wanted(json::Value claims) {
  const json::Value settings = claims[HV_DEEP_LINK_CLAIM "deep_linking_settings"];
  LinkWanted out;
  HV_ASSIGN(out.return_url, required(settings, "deep_link_return_url", longest_url));
  if (!is_safe_url(out.return_url)) return unusable("deep_link_return_url", "is no https address");
  if (!holds(settings["accept_types"], "ltiResourceLink"))
    return unusable("accept_types", "does not take links to a tool");
  out.data = settings["data"].text();
  if (out.data.size() > longest_data) return unusable("data", "is too long");
  return out;
}

std::string members_url_of(json::Value claims) {
  const json::Value service = claims[HV_NAMES_CLAIM "namesroleservice"];
  const std::string_view url = service["context_memberships_url"].text();
  const bool ours =
      !service["service_versions"].exists() || holds(service["service_versions"], "2.0");
  return ours && url.size() <= longest_url && is_safe_url(url) ? std::string(url) : std::string();
}

}  // namespace

bool is_safe_url(std::string_view text) {
  const auto url = http::parse_url(text);
  return url && (url->secure || http::is_loopback(*url));
}

std::string Launch::parameter(std::string_view name) const {
  const std::string_view value = custom[name].text();
  return value.size() > longest_id || value.starts_with('$') ? std::string() : std::string(value);
}

Result<Launch> read_launch(json::Value claims) {
  if (claims[HV_LTI_CLAIM "version"].text() != "1.3.0") return unusable("version", "is not 1.3.0");
  Launch launch;
  const std::string_view type = claims[HV_LTI_CLAIM "message_type"].text();
  if (type == "LtiDeepLinkingRequest") {
    HV_ASSIGN(launch.link, link_wanted(claims));
  } else if (type == "LtiResourceLinkRequest") {
    HV_ASSIGN(const std::string id,
              required(claims[HV_LTI_CLAIM "resource_link"], "id", longest_id));
    HV_ASSIGN(launch.target, required(claims, HV_LTI_CLAIM "target_link_uri", longest_url));
  } else {
    return unusable("message_type", "is neither a launch nor a choice of a link");
  }
  HV_ASSIGN(launch.deployment, required(claims, HV_LTI_CLAIM "deployment_id", longest_id));
  HV_ASSIGN(launch.roles, roles_of(claims));
  launch.for_a_learner = claims[HV_LTI_CLAIM "role_scope_mentor"].exists();
  const std::string_view context = claims[HV_LTI_CLAIM "context"]["id"].text();
  if (context.size() > longest_id) return unusable("context", "is too long");
  launch.context = context;
  launch.members_url = members_url_of(claims);
  const std::string_view locale = claims[HV_LTI_CLAIM "launch_presentation"]["locale"].text();
  if (locale.size() <= 35) launch.locale = locale;
  launch.custom = claims[HV_LTI_CLAIM "custom"];
  return launch;
}

}  // namespace homevisit::lti
