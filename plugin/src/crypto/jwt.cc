#include "crypto/jwt.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64url.h"

namespace homevisit::crypto {
namespace {

// Keys without an id are tried one after the other; a key set has a handful that fit.
constexpr std::size_t most_tries = 16;
constexpr std::size_t longest_key_id = 512;

Error refuse(const char* code, std::string message) {
  return {HV_UNAUTHENTICATED, code, std::move(message)};
}

Error malformed() {
  return refuse("token_malformed",
                "What the system sent is no signed token. Sign in again; when it stays, ask its "
                "administrator.");
}

Error algorithm_refused(std::string_view name) {
  return refuse(
      "token_algorithm_refused",
      fmt::format("The system's token is signed by {}, which is not accepted. Let it sign "
                  "by RS256 or ES256, or name the algorithm under \"algorithms\".",
                  name));
}

// Only one that we know: what it says is not repeated otherwise.
std::string_view shown_algorithm(std::string_view name) {
  constexpr std::string_view known[] = {"none", "HS256", "HS384", "HS512"};
  return std::ranges::find(known, name) != std::end(known) ? name : "another algorithm";
}

bool is_audience(json::Value audience, std::string_view client) {
  if (!audience.is_array()) return !client.empty() && audience.text() == client;
  for (std::size_t i = 0; i < audience.size(); ++i)
    if (!client.empty() && audience.at(i).text() == client) return true;
  return false;
}

Status check_parties(json::Value claims, const ClaimRules& rules) {
  if (rules.issuer.empty() || claims["iss"].text() != rules.issuer)
    return refuse("token_wrong_issuer",
                  "The token is of another system than the one that was asked. Sign in again; when "
                  "it stays, check \"issuer\" in the configuration.");
  const json::Value audience = claims["aud"], party = claims["azp"];
  const bool several = audience.is_array() && audience.size() > 1;
  if (!is_audience(audience, rules.audience) || (several && !party.exists()) ||
      (party.exists() && party.text() != rules.audience))
    return refuse("token_wrong_audience",
                  "The token was given to another program than this one. Check \"client_id\" in "
                  "the configuration.");
  if (rules.nonce && (rules.nonce->empty() || claims["nonce"].text() != *rules.nonce))
    return refuse("token_wrong_nonce",
                  "The token does not belong to this sign-in. Nothing was opened; sign in again.");
  return ok();
}

Status check_times(json::Value claims, const ClaimRules& rules) {
  const auto expires = claims["exp"].number(), issued = claims["iat"].number();
  if (!expires || !issued || (claims["nbf"].exists() && !claims["nbf"].number()))
    return refuse("token_incomplete",
                  "The token does not say until when it holds. Ask the administrator of the system "
                  "that gave it.");
  const auto now = static_cast<double>(rules.now), skew = static_cast<double>(rules.skew);
  if (*expires + skew <= now)
    return refuse("token_expired",
                  "The token has expired. Sign in again; when it stays, check this machine's "
                  "clock (timedatectl).");
  const double from = std::max(*issued, claims["nbf"].number().value_or(*issued));
  if (from > now + skew)
    return refuse("token_too_early",
                  "The token is from the future. Check this machine's clock (timedatectl), or ask "
                  "the administrator of the system that gave it.");
  if (rules.oldest != 0 && *issued + static_cast<double>(rules.oldest) + skew <= now)
    return refuse("token_too_old",
                  "The token was given too long ago. Open the page from the system again.");
  return ok();
}

}  // namespace

Result<SignedToken> SignedToken::parse(std::string_view token) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (token.size() > largest_token || first == std::string_view::npos || first == last ||
      token.find('.', first + 1) != last)
    return malformed();
  const auto head = base64url_decoded(token.substr(0, first));
  auto signature = base64url_decoded(token.substr(last + 1));
  if (!head || !signature) return malformed();
  const auto document = json::Document::parse(as_text(*head), {.bytes = largest_token, .depth = 8});
  if (!document || !document->root().is_object()) return malformed();
  const json::Value root = document->root();
  const auto algorithm = signature_algorithm(root["alg"].text());
  if (!algorithm) return algorithm_refused(shown_algorithm(root["alg"].text()));
  if (root["crit"].exists()) return algorithm_refused("an extension of the standard");
  const std::string_view key_id = root["kid"].text();
  if (key_id.size() > longest_key_id || (root["kid"].exists() && key_id.empty()))
    return malformed();
  SignedToken made;
  made.signed_text_ = token.substr(0, last);
  made.claims_at_ = first + 1;
  made.signature_ = std::move(*signature);
  made.algorithm_ = *algorithm;
  made.key_id_ = key_id;
  return made;
}

Result<json::Document> SignedToken::open(const KeySet& keys,
                                         std::span<const SignatureAlgorithm> allowed) const {
  if (std::ranges::find(allowed, algorithm_) == allowed.end())
    return algorithm_refused(name_of(algorithm_));
  const auto named = keys.named(key_id_);
  if (named.empty())
    return refuse("token_key_unknown",
                  "The token is signed by a key that the system does not publish. Sign in again; "
                  "when it stays, ask its administrator.");
  std::size_t tries = 0;
  bool good = false;
  for (const PublicKey* key : named) {
    if (!key->fits(algorithm_)) continue;
    if (++tries > most_tries) break;
    good = key->verifies(algorithm_, signed_text_, signature_);
    if (good) break;
  }
  if (tries == 0) return algorithm_refused(name_of(algorithm_));
  if (!good)
    return refuse("token_signature_wrong",
                  "The token's signature is wrong: somebody changed it, or it is of another "
                  "system. Nothing was opened.");
  const auto bytes = base64url_decoded(std::string_view(signed_text_).substr(claims_at_));
  if (!bytes) return malformed();
  auto claims = json::Document::parse(as_text(*bytes), {.bytes = largest_token, .depth = 16});
  if (!claims || !claims->root().is_object()) return malformed();
  return claims;
}

Status check_claims(json::Value claims, const ClaimRules& rules) {
  HV_TRY(check_parties(claims, rules));
  return check_times(claims, rules);
}

}  // namespace homevisit::crypto
