// Public keys as systems publish them: JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "json/json.h"

using EVP_PKEY = struct evp_pkey_st;

namespace homevisit::crypto {

// The signatures that are taken (RFC 7518, 3.1; RFC 8037). Not "none"; and no HS*, for whoever may
// read the key could sign with it.
enum class SignatureAlgorithm { rs256, rs384, rs512, ps256, es256, es384, eddsa };

std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name);
const char* name_of(SignatureAlgorithm algorithm);

// [any]
class PublicKey {
 public:
  // Nothing for a key that is not for verifying by one of our algorithms: of another type or curve,
  // for encryption, RSA under 2048 or over 8192 bits, out of form, or with its private part
  // published.
  static std::optional<PublicKey> from(json::Value key);

  const std::string& id() const { return id_; }  // "kid"; "" without one
  // Is the key of the type that the algorithm wants, and not meant for another one?
  bool fits(SignatureAlgorithm algorithm) const;
  // REQUIRES: fits(algorithm). `signature` as JWS has it: of curves, both numbers at their full
  // length.
  bool verifies(SignatureAlgorithm algorithm, std::string_view text, ByteView signature) const;

 private:
  enum class Type { rsa, p256, p384, ed25519 };

  std::string id_;
  std::optional<SignatureAlgorithm> only_;  // "alg"
  Type type_ = Type::rsa;
  std::shared_ptr<EVP_PKEY> key_;
};

// What a "jwks_uri" answers. [any]
class KeySet {
 public:
  // Keys of no use to us are left out; the key sets of real systems have some. HV_INVALID_ARGUMENT
  // (keys_unusable) where it is no key set or none is left.
  static Result<KeySet> parse(std::string_view text);

  std::size_t size() const { return keys_.size(); }
  // Those of this id; all of them where it is "".
  std::vector<const PublicKey*> named(std::string_view id) const;

 private:
  std::vector<PublicKey> keys_;
};

// More than any system publishes: with certificates in it, Entra ID's has some 15 kB.
inline constexpr std::size_t largest_key_set = 256 << 10;

}  // namespace homevisit::crypto
