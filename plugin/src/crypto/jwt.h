// Signed tokens of other systems (JWS in its compact form, RFC 7515; JWT, RFC 7519), as OpenID
// Connect and LTI hand out. What is in one is read only after its signature was found good.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/status.h"
#include "crypto/jwk.h"
#include "json/json.h"

namespace homevisit::crypto {

// An id_token with many claims has some thousand bytes.
inline constexpr std::size_t largest_token = 64 << 10;

class SignedToken {
 public:
  // Takes it apart and reads its head. HV_UNAUTHENTICATED: token_malformed; token_algorithm_refused
  // for "none", HS* and whatever else is not ours, and for an extension that must be understood
  // ("crit").
  static Result<SignedToken> parse(std::string_view token);

  SignatureAlgorithm algorithm() const { return algorithm_; }
  // Which of the system's keys it says it is signed with; "" where it does not say.
  const std::string& key_id() const { return key_id_; }

  // Its claims, after the signature was verified. HV_UNAUTHENTICATED:
  //   token_algorithm_refused  its algorithm is not among `allowed`, or its key is for another one
  //   token_key_unknown        no such key among `keys`: they may have been renewed
  //   token_signature_wrong
  //   token_malformed          the claims are no JSON object
  Result<json::Document> open(const KeySet& keys,
                              std::span<const SignatureAlgorithm> allowed) const;

 private:
  std::string signed_text_;  // head and claims, as they were signed
  std::size_t claims_at_ = 0;
  Bytes signature_;
  SignatureAlgorithm algorithm_ = SignatureAlgorithm::rs256;
  std::string key_id_;
};

// What the claims must say (OpenID Connect Core 3.1.3.7, LTI 1.3 5.1.3).
struct ClaimRules {
  std::string issuer;                // exactly
  std::string audience;              // the client id: alone, or with others and named in "azp"
  std::optional<std::string> nonce;  // exactly
  std::int64_t now = 0;              // seconds since 1970
  std::int64_t skew = 60;            // that much may the clocks differ, in seconds
  std::int64_t oldest = 0;           // issued at most so long ago, in seconds; 0: whenever
};

// HV_UNAUTHENTICATED: token_wrong_issuer, token_wrong_audience, token_expired, token_too_early,
// token_too_old, token_wrong_nonce, token_incomplete.
Status check_claims(json::Value claims, const ClaimRules& rules);

}  // namespace homevisit::crypto
