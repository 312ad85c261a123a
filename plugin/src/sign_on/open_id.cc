#include "sign_on/open_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/uuid.h"
#include "crypto/hash.h"
#include "http/jwt.h"
#include "http/url.h"
#include "sign_on/begun.h"

namespace homevisit::sign_on {
namespace {

constexpr std::size_t largest_answer = 128 << 10;
constexpr std::int64_t assertion_seconds = 60;

// What went wrong on the way stands in the log for the administrator; who sits at the browser can
// only try again.
Error away(const Parts& parts, const Provider& provider, const Error& error) {
  if (error.status == HV_CANCELLED) return error;
  parts.log.write(LogLevel::warning, "sign-on",
                  fmt::format("{}: {} ({})", provider.name, error.message, error.code));
  return {
      HV_UNAVAILABLE, "sign_on_provider_away",
      "The system that signs you in does not answer as it should. Try again in a while; when it "
      "stays, tell the administrator (\"homevisit check\")."};
}

// A name of the standard, which may be repeated; anything else is not.
std::string_view shown_error(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  });
  return plain ? name : "error";
}

Result<std::string> challenge_of(const std::string& verifier) {
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(verifier)}));
  return http::base64url(digest);
}

// What the client shows of itself, as headers and fields of the request for a token.
Status add_client(const Parts& parts, const Provider& provider, const std::string& token_url,
                  http::Request& request, http::Pairs& fields) {
  using enum Provider::Authentication;
  if (provider.authentication != basic) fields.emplace_back("client_id", provider.client_id);
  if (provider.authentication == none) return ok();
  const auto found = parts.secrets.secret(provider.secret);
  if (!found) return away(parts, provider, found.error());
  const Secret& secret = *found;
  if (provider.authentication == basic) {
    std::string both =
        http::form_encoded(provider.client_id) + ':' + http::form_encoded(as_text(secret.reveal()));
    request.headers.push_back({"Authorization", "Basic " + http::base64(as_bytes(both))});
    wipe(both);
  } else if (provider.authentication == body) {
    fields.emplace_back("client_secret", as_text(secret.reveal()));
  } else {
    const std::int64_t now = parts.clock.now_ms() / 1000;
    HV_ASSIGN(const Secret assertion,
              http::signed_assertion(
                  {provider.key_algorithm, provider.key_id, provider.client_id, token_url,
                   Uuid::make(parts.clock, parts.random).text(), now, now + assertion_seconds},
                  secret));
    fields.emplace_back("client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    fields.emplace_back("client_assertion", as_text(assertion.reveal()));
  }
  return ok();
}

struct Tokens {
  std::string id;
  Secret access;
};

Error token_refused(const Parts& parts, const Provider& provider, const http::Response& response) {
  const auto document = json::Document::parse(response.body, {.bytes = largest_answer, .depth = 8});
  const std::string error(document ? document->root()["error"].text() : std::string_view());
  parts.log.write(LogLevel::warning, "sign-on",
                  fmt::format("{}: {} answered {} ({})", provider.name, "the token endpoint",
                              response.status, shown_error(error)));
  if (response.status == 429 || response.status >= 500)
    return away(parts, provider,
                {HV_UNAVAILABLE, "token_unavailable", "The token endpoint cannot answer."});
  if (error == "invalid_client" || error == "unauthorized_client" || response.status == 401) {
    parts.secrets.forget(provider.secret);
    return refuse("sign_on_client_refused",
                  "The system that signs you in does not accept this program. Tell the "
                  "administrator: \"client_id\" or the secret under \"sign_on\" is wrong or was "
                  "revoked.");
  }
  return refuse("sign_on_code_refused",
                "The system that signs you in did not accept this sign-in, for it was used or is "
                "too old. Begin again.");
}

Result<Tokens> redeem(const Parts& parts, const Provider& provider, const Metadata& metadata,
                      const Begun& begun, const std::string& code, const CallControl& control) {
  http::Request request;
  request.effect = http::Effect::write;  // a code is good for once
  request.method = "POST";
  request.url = metadata.token;
  request.most_bytes = largest_answer;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  http::Pairs fields = {{"grant_type", "authorization_code"},
                        {"code", code},
                        {"redirect_uri", begun.back},
                        {"code_verifier", begun.verifier}};
  HV_TRY(add_client(parts, provider, metadata.token, request, fields));
  request.body = http::form_encoded(fields);
  for (auto& field : fields) wipe(field.second);
  auto response = parts.network.send(request, {}, control);
  wipe(request.body);
  for (http::Header& header : request.headers) wipe(header.value);
  if (!response) return away(parts, provider, response.error());
  if (response->status != 200) return token_refused(parts, provider, *response);
  const auto document =
      json::Document::parse(response->body, {.bytes = largest_answer, .depth = 8});
  if (!document || document->root()["id_token"].text().empty())
    return away(parts, provider,
                {HV_UNAVAILABLE, "id_token_missing",
                 "The token endpoint gave no id_token. Is \"openid\" in \"scope\"?"});
  Tokens tokens{std::string(document->root()["id_token"].text()),
                Secret(document->root()["access_token"].text())};
  wipe(response->body);
  return tokens;
}

// The claims of the id_token with those that the system gives only on request. What the signed
// token says counts; the answer must be about the same person (OpenID Connect Core, 5.3.2).
Result<json::Document> with_userinfo(const Parts& parts, const Provider& provider,
                                     const Metadata& metadata, const Tokens& tokens,
                                     json::Document claims, const CallControl& control) {
  if (!provider.ask_userinfo || metadata.userinfo.empty()) return claims;
  http::Request request;
  request.url = metadata.userinfo;
  request.most_bytes = largest_answer;
  request.headers = {{"Accept", "application/json"},
                     {"Authorization", "Bearer " + std::string(as_text(tokens.access.reveal()))}};
  const auto response = parts.network.send(request, {}, control);
  for (http::Header& header : request.headers) wipe(header.value);
  if (!response) return away(parts, provider, response.error());
  const auto more = json::Document::parse(response->body, {.bytes = largest_answer, .depth = 16});
  const std::string_view subject = claims.root()["sub"].text();
  if (response->status != 200 || !more || subject.empty() || more->root()["sub"].text() != subject)
    return away(parts, provider,
                {HV_UNAVAILABLE, "userinfo_unusable",
                 "The userinfo endpoint gave nothing about the person who signed in."});
  json::Writer w;
  w.begin_object();
  claims.root().each_member(
      [&](std::string_view name, json::Value value) { w.key(name).raw(value.dump()); });
  more->root().each_member([&](std::string_view name, json::Value value) {
    if (!claims.root()[name].exists()) w.key(name).raw(value.dump());
  });
  return json::Document::parse(w.end_object().take());
}

// An answer that says who sent it must say the right one (RFC 9207): else a system that we also
// know could pass on another's code.
Status check_issuer(const Provider& provider, const Metadata& metadata, const Answer& answer) {
  const bool missing = answer.issuer.empty() && metadata.says_issuer;
  if (!missing && (answer.issuer.empty() || answer.issuer == provider.issuer)) return ok();
  return refuse("sign_on_mixed_up",
                "The answer came from another system than the one that was asked. Nothing was "
                "opened; begin again.");
}

Status check_error(const Parts& parts, const Provider& provider, const Answer& answer) {
  if (answer.error.empty()) return ok();
  if (answer.error == "access_denied" || answer.error == "interaction_required" ||
      answer.error == "login_required")
    return refuse("sign_on_declined",
                  "Signing in was broken off, or the system does not let this account in. Begin "
                  "again, or choose another account.");
  parts.log.write(LogLevel::warning, "sign-on",
                  fmt::format("{}: refused with {}", provider.name, shown_error(answer.error)));
  return refuse("sign_on_provider_refused",
                "The system that signs you in refused the question itself. Tell the administrator: "
                "the redirect address, the scope or the client under \"sign_on\" does not agree "
                "with what is registered there.");
}

}  // namespace

Result<Metadata> addresses_of(const Parts& parts, const Provider& provider,
                              const CallControl& control) {
  if (provider.authorization.empty()) return parts.directory.metadata(provider.issuer, control);
  return Metadata{provider.issuer, provider.authorization, provider.token,
                  provider.keys,   provider.userinfo,      false};
}

Result<Started> start(const Parts& parts, const Provider& provider, const std::string& back,
                      const std::string& next, const CallControl& control) {
  const Patience patience(control);
  const auto metadata = addresses_of(parts, provider, patience.control());
  if (!metadata) return away(parts, provider, metadata.error());
  Begun begun = begin(parts, provider.name, back, next);
  begun.verifier = random_text(parts.random);
  HV_ASSIGN(std::string kept, sealed(parts, begun));
  HV_ASSIGN(std::string challenge, challenge_of(begun.verifier));
  http::Pairs fields = provider.parameters;
  const auto add = [&](const char* name, std::string value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.emplace_back(name, std::move(value));
  };
  add("response_type", "code");
  add("client_id", provider.client_id);
  add("redirect_uri", back);
  add("scope", provider.scope);
  add("state", begun.state);
  add("nonce", begun.nonce);
  add("code_challenge", std::move(challenge));
  add("code_challenge_method", "S256");
  if (!provider.claims.empty()) add("claims", provider.claims);
  const bool has_query = metadata->authorization.find('?') != std::string::npos;
  return Started{metadata->authorization + (has_query ? "&" : "?") + http::form_encoded(fields),
                 begun.state, std::move(kept)};
}

Result<Finished> finish(const Parts& parts, const Provider& provider, const std::string& kept,
                        const Answer& answer, const CallControl& control) {
  const Patience patience(control);
  HV_ASSIGN(Begun begun, taken_up(parts, provider.name, kept, answer.state));
  const auto metadata = addresses_of(parts, provider, patience.control());
  if (!metadata) return away(parts, provider, metadata.error());
  HV_TRY(check_issuer(provider, *metadata, answer));
  HV_TRY(check_error(parts, provider, answer));
  if (answer.code.empty())
    return refuse("sign_on_provider_refused", "The system sent back no code. Begin again.");
  HV_ASSIGN(const Tokens tokens,
            redeem(parts, provider, *metadata, begun, answer.code, patience.control()));
  HV_ASSIGN(const auto token, crypto::SignedToken::parse(tokens.id));
  auto claims =
      parts.directory.open(token, metadata->keys, provider.algorithms, patience.control());
  if (!claims && claims.error().status != HV_UNAUTHENTICATED)
    return away(parts, provider, claims.error());
  if (!claims) return claims.error();
  crypto::ClaimRules rules;
  rules.issuer = provider.issuer;
  rules.audience = provider.client_id;
  rules.nonce = begun.nonce;
  rules.now = parts.clock.now_ms() / 1000;
  HV_TRY(crypto::check_claims(claims->root(), rules));
  HV_ASSIGN(json::Document all, with_userinfo(parts, provider, *metadata, tokens,
                                              std::move(*claims), patience.control()));
  return Finished{std::move(all), std::move(begun.next)};
}

}  // namespace homevisit::sign_on
