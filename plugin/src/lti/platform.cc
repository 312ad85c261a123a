#include "lti/platform.h"

#include <fmt/format.h>

#include <algorithm>

#include "lti/launch.h"

namespace homevisit::lti {
namespace {

Error unusable(std::string pointer, const char* what) {
  return {HV_INVALID_ARGUMENT, "platform_unusable",
          fmt::format("This learning platform cannot be used: {}.", what), std::move(pointer)};
}

Result<Platform> read_platform(json::Value value, const std::string& pointer) {
  Platform platform;
  platform.name = value["name"].text();
  platform.issuer = value["issuer"].text();
  platform.client_id = value["client_id"].text();
  platform.token_audience = value["token_audience"].text();
  platform.registered = value["registered"].is_true();
  const json::Value deployments = value["deployments"];
  for (std::size_t i = 0; i < deployments.size(); ++i)
    platform.deployments.emplace_back(deployments.at(i).text());
  for (const auto& [member, target] :
       {std::pair{"login_url", &Platform::login_url}, std::pair{"token_url", &Platform::token_url},
        std::pair{"keys_url", &Platform::keys_url}}) {
    platform.*target = value[member].text();
    if (!is_safe_url(platform.*target))
      return unusable(pointer + "/" + member, "this is no https address");
  }
  return platform;
}

}  // namespace

bool Platform::has_deployment(std::string_view id) const {
  return std::ranges::find(deployments, id) != deployments.end();
}

Result<Platforms> read_platforms(json::Value platforms, const std::string& pointer) {
  Platforms out;
  for (std::size_t i = 0; i < platforms.size(); ++i) {
    const std::string at = fmt::format("{}/{}", pointer, i);
    HV_ASSIGN(Platform platform, read_platform(platforms.at(i), at));
    if (find_platform(out, platform.issuer, platform.client_id) != nullptr)
      return unusable(at, "issuer and client_id stand there twice");
    out.push_back(std::move(platform));
  }
  return out;
}

void write_platforms(json::Writer& w, const Platforms& platforms) {
  w.begin_array();
  for (const Platform& platform : platforms) {
    w.begin_object().member("name", platform.name).member("issuer", platform.issuer);
    w.member("client_id", platform.client_id).key("deployments").begin_array();
    for (const std::string& deployment : platform.deployments) w.string(deployment);
    w.end_array().member("login_url", platform.login_url);
    w.member("token_url", platform.token_url);
    w.member_if("token_audience", platform.token_audience);
    w.member("keys_url", platform.keys_url).member("registered", platform.registered).end_object();
  }
  w.end_array();
}

const Platform* find_platform(const Platforms& platforms, std::string_view issuer,
                              std::string_view client_id) {
  const Platform* found = nullptr;
  for (const Platform& platform : platforms) {
    if (platform.issuer != issuer) continue;
    if (!client_id.empty() && platform.client_id != client_id) continue;
    if (found != nullptr) return nullptr;
    found = &platform;
  }
  return found;
}

}  // namespace homevisit::lti
