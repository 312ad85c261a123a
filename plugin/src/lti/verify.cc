#include "lti/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "crypto/jwt.h"
#include "lti/login.h"
#include "lti/roles.h"
#include "sign_on/begun.h"

namespace homevisit::lti {
namespace {

using enum crypto::SignatureAlgorithm;
// LTI 1.3 (1EdTech Security Framework) asks for RS256; some platforms have moved on.
constexpr std::array allowed = {rs256, rs384, rs512, ps256, es256, es384};
// Platforms give a token a minute or an hour; one that was issued long ago was kept by somebody.
constexpr std::int64_t oldest_token_s = 3600;

// What went wrong on the way stands in the log for the administrator.
Error away(const sign_on::Parts& parts, const Platform& platform, const Error& error) {
  if (error.status == HV_CANCELLED) return error;
  parts.log.write(LogLevel::warning, "lti",
                  fmt::format("{}: {} ({})", platform.name, error.message, error.code));
  return {
      HV_UNAVAILABLE, "sign_on_provider_away",
      "The system that signs you in does not answer as it should. Try again in a while; when it "
      "stays, tell the administrator (\"homevisit check\")."};
}

Result<const Platform*> platform_of(const Platforms& platforms, const sign_on::Begun& begun) {
  HV_ASSIGN(const auto which, json::Document::parse(begun.next));
  const Platform* const found =
      find_platform(platforms, which.root()["issuer"].text(), which.root()["client_id"].text());
  if (found != nullptr) return found;
  return sign_on::refuse("lti_platform_unknown",
                         "This learning platform is not known here. The administrator of the home "
                         "visits can put it into homevisit.json.");
}

Result<json::Document> opened(const sign_on::Parts& parts, const Platform& platform,
                              const std::string& token, const CallControl& control) {
  HV_ASSIGN(const crypto::SignedToken read, crypto::SignedToken::parse(token));
  auto claims = parts.directory.open(read, platform.keys_url, allowed, control);
  if (!claims && claims.error().status != HV_UNAUTHENTICATED)
    return away(parts, platform, claims.error());
  return claims;
}

Status check_roles(const Launch& launch) {
  if (!launch.for_a_learner && std::ranges::none_of(launch.roles, is_kept_out)) return ok();
  return Error{HV_PERMISSION_DENIED, "lti_not_for_families",
               "These pages are for the school's staff. Ask the mentor for what is written about "
               "your family; you may read it."};
}

}  // namespace

Result<Verified> verify_launch(const sign_on::Parts& parts, const Platforms& platforms,
                               const std::string& kept, const Answer& answer,
                               const CallControl& control, std::string& with) {
  HV_ASSIGN(const sign_on::Begun begun,
            sign_on::taken_up(parts, lti_with, kept, kept_state(answer.state)));
  HV_ASSIGN(const Platform* const platform, platform_of(platforms, begun));
  with = platform->name;
  if (answer.id_token.empty() || !answer.error.empty())
    return sign_on::refuse("lti_declined",
                           "The learning platform did not say who you are. Sign in there and open "
                           "the home visits again.");
  const sign_on::Patience patience(control);
  HV_ASSIGN(json::Document claims, opened(parts, *platform, answer.id_token, patience.control()));
  crypto::ClaimRules rules;
  rules.issuer = platform->issuer;
  rules.audience = platform->client_id;
  rules.nonce = begun.nonce;
  rules.now = parts.clock.now_ms() / 1000;
  rules.oldest = oldest_token_s;
  HV_TRY(crypto::check_claims(claims.root(), rules));
  HV_ASSIGN(Launch launch, read_launch(claims.root()));
  if (!platform->has_deployment(launch.deployment))
    return sign_on::refuse("lti_deployment_unknown",
                           "The learning platform is known, but not this deployment of the home "
                           "visits in it. The administrator puts its id into homevisit.json, under "
                           "\"deployments\".");
  HV_TRY(check_roles(launch));
  return Verified{*platform, std::move(claims), std::move(launch)};
}

Result<json::Document> claims_for_rules(const Verified& verified) {
  const json::Value claims = verified.claims.root();
  json::Writer w;
  w.begin_object();
  claims.each_member([&](std::string_view name, json::Value value) {
    if (name.find(':') != std::string_view::npos || name == "roles" || name == "person_sourcedid")
      return;
    w.key(name).raw(value.dump());
  });
  w.member_if("person_sourcedid",
              claims["https://purl.imsglobal.org/spec/lti/claim/lis"]["person_sourcedid"].text());
  w.key("roles").begin_array();
  for (const std::string& role : verified.launch.roles) w.string(role_uri(role));
  return json::Document::parse(w.end_array().end_object().take());
}

}  // namespace homevisit::lti
