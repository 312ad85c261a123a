#include "lti/registration.h"

#include <fmt/format.h>

#include "http/url.h"
#include "lti/launch.h"
#include "lti/members.h"

namespace homevisit::lti {
namespace {

#define HV_LTI_PLATFORM "https://purl.imsglobal.org/spec/lti-platform-configuration"
#define HV_LTI_TOOL "https://purl.imsglobal.org/spec/lti-tool-configuration"

constexpr std::size_t longest_id = 255;

Error unusable(std::string_view what) {
  return {HV_FAILED_PRECONDITION, "platform_description_unusable",
          fmt::format("The platform's description of itself cannot be used: {}. Nothing was "
                      "registered.",
                      what)};
}

Error refused(std::string_view what) {
  return {HV_FAILED_PRECONDITION, "platform_registration_refused",
          fmt::format("The platform did not register the home visits: {}.", what)};
}

std::string host_of(std::string_view text) {
  const auto url = http::parse_url(text);
  return url ? url->host : std::string();
}

bool holds(json::Value list, std::string_view text) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list.at(i).text() == text) return true;
  return false;
}

bool takes_links(json::Value description) {
  const json::Value messages = description[HV_LTI_PLATFORM]["messages_supported"];
  for (std::size_t i = 0; i < messages.size(); ++i)
    if (messages.at(i)["type"].text() == "LtiDeepLinkingRequest") return true;
  return false;
}

}  // namespace

Result<PlatformDescription> read_description(const http::Response& response,
                                             const std::string& url) {
  if (response.status != 200) return unusable("it answered with an error");
  const auto document =
      json::Document::parse(response.body, {.bytes = largest_description, .depth = 16});
  if (!document || !document->root().is_object()) return unusable("it is no JSON object");
  const json::Value root = document->root();
  PlatformDescription out;
  out.platform.registered = true;
  out.platform.issuer = root["issuer"].text();
  if (host_of(out.platform.issuer).empty() || out.platform.issuer.size() > longest_id)
    return unusable("issuer is no address");
  if (host_of(out.platform.issuer) != host_of(url))
    return unusable("issuer is of another host than the description");
  for (const auto& [member, target] : {std::pair{"authorization_endpoint", &out.platform.login_url},
                                       std::pair{"token_endpoint", &out.platform.token_url},
                                       std::pair{"jwks_uri", &out.platform.keys_url},
                                       std::pair{"registration_endpoint", &out.registration_url}}) {
    *target = root[member].text();
    if (!is_safe_url(*target)) return unusable(std::string(member) + " is no https address");
  }
  // It gets the registration token.
  if (host_of(out.registration_url) != host_of(url))
    return unusable("registration_endpoint is of another host");
  out.platform.token_audience = root["authorization_server"].text();
  out.links = takes_links(root);
  out.members = holds(root["scopes_supported"], members_scope);
  out.platform.name = host_of(out.platform.issuer);
  return out;
}

std::string registration_request(const Tool& tool, const PlatformDescription& description) {
  // Host and port: Moodle compares both with those of the addresses.
  const auto url = http::parse_url(tool.launch_url);
  const std::string domain = url ? url->origin().substr(url->secure ? 8 : 7) : "";
  json::Writer w;
  w.begin_object().member("application_type", "web").member("client_name", tool.name);
  w.key("response_types").begin_array().string("id_token").end_array();
  w.key("grant_types").begin_array().string("implicit").string("client_credentials").end_array();
  w.member("initiate_login_uri", tool.login_url);
  w.key("redirect_uris").begin_array().string(tool.launch_url).end_array();
  w.member("jwks_uri", tool.keys_url);
  w.member("token_endpoint_auth_method", "private_key_jwt");
  w.member("scope", description.members ? members_scope : "");
  w.key(HV_LTI_TOOL).begin_object();
  w.member("domain", domain).member("target_link_uri", tool.launch_url);
  w.key("claims").begin_array().string("iss").string("sub").end_array();
  w.key("messages").begin_array();
  w.begin_object().member("type", "LtiResourceLinkRequest").end_object();
  if (description.links)
    w.begin_object()
        .member("type", "LtiDeepLinkingRequest")
        .member("target_link_uri", tool.launch_url)
        .member("label", tool.name)
        .end_object();
  return w.end_array().end_object().end_object().take();
}

Result<Platform> read_registration(const http::Response& response,
                                   const PlatformDescription& description) {
  if (response.status != 200 && response.status != 201)
    return refused(fmt::format("it answered {}", response.status));
  const auto document =
      json::Document::parse(response.body, {.bytes = largest_description, .depth = 16});
  if (!document) return refused("its answer is no JSON");
  const json::Value root = document->root();
  Platform platform = description.platform;
  platform.client_id = root["client_id"].text();
  if (platform.client_id.empty() || platform.client_id.size() > longest_id)
    return refused("it gave no client_id");
  const json::Value deployment = root[HV_LTI_TOOL]["deployment_id"];
  std::string id(deployment.text());
  if (const auto number = deployment.integer()) id = std::to_string(*number);
  if (!id.empty() && id.size() <= longest_id) platform.deployments.push_back(std::move(id));
  return platform;
}

}  // namespace homevisit::lti
