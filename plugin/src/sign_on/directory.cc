#include "sign_on/directory.h"

#include <fmt/format.h>

#include "http/url.h"

namespace homevisit::sign_on {
namespace {

constexpr std::int64_t fresh_for_ms = 60 * 60'000;
constexpr std::int64_t asked_again_after_ms = 60'000;
constexpr std::int64_t away_for_ms = 5'000;
constexpr std::size_t largest_description = 256 << 10;

Error unusable(const std::string& issuer, const char* why) {
  return {HV_INVALID_ARGUMENT, "discovery_unusable",
          fmt::format("What {} says of itself cannot be used: {}. Check \"issuer\" in the "
                      "configuration, or give its addresses under \"endpoints\".",
                      http::shown(issuer), why)};
}

// OpenID Connect Discovery 1.0, 4.1: a slash at the end is left out.
std::string description_of(std::string issuer) {
  while (issuer.ends_with('/')) issuer.pop_back();
  return issuer + "/.well-known/openid-configuration";
}

Result<Metadata> read_metadata(const std::string& issuer, const http::Response& response) {
  if (response.status != 200)
    return unusable(issuer, "there is no description at /.well-known/openid-configuration");
  const auto document =
      json::Document::parse(response.body, {.bytes = largest_description, .depth = 8});
  if (!document || !document->root().is_object())
    return unusable(issuer, "its description is no JSON");
  const json::Value root = document->root();
  Metadata out;
  out.issuer = root["issuer"].text();
  if (out.issuer != issuer)
    return Error{HV_INVALID_ARGUMENT, "discovery_other_issuer",
                 fmt::format("{} says that it is another issuer. \"issuer\" in the configuration "
                             "must be exactly what the system calls itself, also the slash at the "
                             "end.",
                             http::shown(issuer))};
  out.authorization = root["authorization_endpoint"].text();
  out.token = root["token_endpoint"].text();
  out.keys = root["jwks_uri"].text();
  out.userinfo = root["userinfo_endpoint"].text();
  out.says_issuer = root["authorization_response_iss_parameter_supported"].is_true();
  for (const std::string& address : {out.authorization, out.token, out.keys})
    if (!is_safe_address(address))
      return unusable(issuer, "one of its addresses is missing or is not https");
  if (!out.userinfo.empty() && !is_safe_address(out.userinfo)) out.userinfo.clear();
  return out;
}

Result<std::shared_ptr<const crypto::KeySet>> read_keys(const std::string& address,
                                                        const http::Response& response) {
  if (response.status != 200)
    return Error{
        HV_INVALID_ARGUMENT, "keys_unusable",
        fmt::format("{} answered {} when it was asked for its keys. Ask its administrator.",
                    http::shown(address), response.status)};
  HV_ASSIGN(crypto::KeySet set, crypto::KeySet::parse(response.body));
  return std::make_shared<const crypto::KeySet>(std::move(set));
}

}  // namespace

bool is_safe_address(std::string_view url) {
  const auto parsed = http::parse_url(url);
  return parsed && (parsed->secure || http::is_loopback(*parsed));
}

Result<http::Response> Directory::get(const std::string& url, std::size_t most,
                                      const CallControl& control) {
  http::Request request;
  request.url = url;
  request.headers = {{"Accept", "application/json"}};
  request.most_bytes = most;
  return network_.send(request, {}, control);
}

Result<Metadata> Directory::metadata(const std::string& issuer, const CallControl& control) {
  const std::int64_t now = clock_.uptime_ms();
  std::shared_ptr<const Metadata> old;
  {
    const std::lock_guard lock(mutex_);
    const auto& kept = metadata_[issuer];
    if (kept.value && now - kept.had_at < fresh_for_ms) return *kept.value;
    old = kept.value;
    if (kept.failure && now - kept.asked_at < away_for_ms) {
      if (old) return *old;
      return *kept.failure;
    }
  }
  HV_TRY(control.check());
  auto response = get(description_of(issuer), largest_description, control);
  auto read = response ? read_metadata(issuer, *response) : Result<Metadata>(response.error());
  const std::lock_guard lock(mutex_);
  auto& kept = metadata_[issuer];
  kept.asked_at = clock_.uptime_ms();
  kept.failure.reset();
  if (!read) {
    if (read.error().status != HV_CANCELLED) kept.failure = read.error();
    if (old) return *old;
    return read;
  }
  kept.value = std::make_shared<const Metadata>(*read);
  kept.had_at = now;
  return read;
}

Result<std::shared_ptr<const crypto::KeySet>> Directory::fetch_keys(const std::string& address,
                                                                    const CallControl& control) {
  const std::int64_t now = clock_.uptime_ms();
  {
    const std::lock_guard lock(mutex_);
    keys_[address].asked_at = now;
  }
  const auto response = get(address, crypto::largest_key_set, control);
  auto read = response ? read_keys(address, *response)
                       : Result<std::shared_ptr<const crypto::KeySet>>(response.error());
  const std::lock_guard lock(mutex_);
  auto& kept = keys_[address];
  kept.failure.reset();
  if (!read) {
    kept.asked_at = clock_.uptime_ms();
    if (read.error().status != HV_CANCELLED) kept.failure = read.error();
    return read;
  }
  kept.value = *read;
  kept.had_at = now;
  return read;
}

Result<std::shared_ptr<const crypto::KeySet>> Directory::keys(const std::string& address,
                                                              const CallControl& control) {
  std::shared_ptr<const crypto::KeySet> old;
  {
    const std::lock_guard lock(mutex_);
    const auto& kept = keys_[address];
    if (kept.value && clock_.uptime_ms() - kept.had_at < fresh_for_ms) return kept.value;
    old = kept.value;
    if (kept.failure && clock_.uptime_ms() - kept.asked_at < away_for_ms) {
      if (old) return old;
      return *kept.failure;
    }
  }
  HV_TRY(control.check());
  auto fetched = fetch_keys(address, control);
  if (!fetched && old) return old;
  return fetched;
}

Result<json::Document> Directory::open(const crypto::SignedToken& token, const std::string& address,
                                       std::span<const crypto::SignatureAlgorithm> allowed,
                                       const CallControl& control) {
  HV_ASSIGN(auto set, keys(address, control));
  auto claims = token.open(*set, allowed);
  if (claims || claims.error().code != "token_key_unknown") return claims;
  {
    const std::lock_guard lock(mutex_);
    if (clock_.uptime_ms() - keys_[address].asked_at < asked_again_after_ms) return claims;
  }
  HV_ASSIGN(set, fetch_keys(address, control));
  return token.open(*set, allowed);
}

}  // namespace homevisit::sign_on
