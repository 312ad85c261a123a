#include "crypto/jwk.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/base64url.h"
#include "crypto/free.h"
#include "crypto/no_memory.h"

namespace homevisit::crypto {
namespace {

using Context = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using Point = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

constexpr std::size_t most_keys = 100;
constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;  // beyond, verifying takes long enough to keep us busy with

constexpr std::array names{
    std::pair{SignatureAlgorithm::rs256, "RS256"}, std::pair{SignatureAlgorithm::rs384, "RS384"},
    std::pair{SignatureAlgorithm::rs512, "RS512"}, std::pair{SignatureAlgorithm::ps256, "PS256"},
    std::pair{SignatureAlgorithm::es256, "ES256"}, std::pair{SignatureAlgorithm::es384, "ES384"},
    std::pair{SignatureAlgorithm::eddsa, "EdDSA"}};

const EVP_MD* digest_of(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::rs256:
    case SignatureAlgorithm::ps256:
    case SignatureAlgorithm::es256:
      return EVP_sha256();
    case SignatureAlgorithm::rs384:
    case SignatureAlgorithm::es384:
      return EVP_sha384();
    case SignatureAlgorithm::rs512:
      return EVP_sha512();
    case SignatureAlgorithm::eddsa:
      break;  // hashes by itself
  }
  return nullptr;
}

Key made_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return {key, EVP_PKEY_free};
}

Key rsa_key(const Bytes& modulus, const Bytes& exponent) {
  // The exponents that are in use have 1 to 4 bytes; a long one makes verifying slow.
  if (modulus.size() > most_rsa_bits / 8 || exponent.size() > 8) return nullptr;
  const Number n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  const Number e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr));
  if (!n || !e || BN_num_bits(n.get()) < least_rsa_bits || !BN_is_odd(n.get()) ||
      !BN_is_odd(e.get()) || BN_is_one(e.get()))
    return nullptr;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  return made_from("RSA", builder.get());
}

// OpenSSL refuses a point that is not on the curve.
Key curve_key(const char* curve, std::size_t size, const Bytes& x, const Bytes& y) {
  if (x.size() != size || y.size() != size) return nullptr;
  Bytes point{4};  // both coordinates follow, uncompressed (SEC 1, 2.3.3)
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1)
    return nullptr;
  return made_from("EC", builder.get());
}

// For verifying, as far as the key says what it is for (RFC 7517, 4.2 and 4.3).
bool is_for_verifying(json::Value key) {
  if (key["use"].exists() && key["use"].text() != "sig") return false;
  const json::Value operations = key["key_ops"];
  if (!operations.exists()) return true;
  for (std::size_t i = 0; i < operations.size(); ++i)
    if (operations.at(i).text() == "verify") return true;
  return false;
}

// JWS has both numbers at their full length, OpenSSL wants them in DER (RFC 7518, 3.4).
Bytes in_der(ByteView signature) {
  const int half = static_cast<int>(signature.size() / 2);
  Number r(BN_bin2bn(signature.data(), half, nullptr));
  Number s(BN_bin2bn(signature.data() + half, half, nullptr));
  const Point point(ECDSA_SIG_new());
  if (!r || !s || !point || ECDSA_SIG_set0(point.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(point.get(), &der);
  if (size <= 0) return {};
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name) {
  for (const auto& [algorithm, known] : names)
    if (name == known) return algorithm;
  return std::nullopt;
}

const char* name_of(SignatureAlgorithm algorithm) {
  return std::ranges::find(names, algorithm, &decltype(names)::value_type::first)->second;
}

std::optional<PublicKey> PublicKey::from(json::Value key) {
  const auto bytes = [&](const char* name) {
    return base64url_decoded(key[name].text()).value_or(Bytes());
  };
  if (!is_for_verifying(key) || key["d"].exists()) return std::nullopt;
  PublicKey made;
  made.id_ = key["kid"].text();
  if (key["alg"].exists()) {
    made.only_ = signature_algorithm(key["alg"].text());
    if (!made.only_) return std::nullopt;
  }
  const std::string_view type = key["kty"].text(), curve = key["crv"].text();
  if (type == "RSA") {
    made.key_ = rsa_key(bytes("n"), bytes("e"));
  } else if (type == "EC" && curve == "P-256") {
    made.type_ = Type::p256;
    made.key_ = curve_key("P-256", 32, bytes("x"), bytes("y"));
  } else if (type == "EC" && curve == "P-384") {
    made.type_ = Type::p384;
    made.key_ = curve_key("P-384", 48, bytes("x"), bytes("y"));
  } else if (type == "OKP" && curve == "Ed25519") {
    made.type_ = Type::ed25519;
    const Bytes x = bytes("x");
    made.key_ = {EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x.data(), x.size()),
                 EVP_PKEY_free};
  }
  if (!made.key_) {
    throw_if_no_memory();
    return std::nullopt;
  }
  return made;
}

bool PublicKey::fits(SignatureAlgorithm algorithm) const {
  if (only_ && *only_ != algorithm) return false;
  switch (algorithm) {
    case SignatureAlgorithm::rs256:
    case SignatureAlgorithm::rs384:
    case SignatureAlgorithm::rs512:
    case SignatureAlgorithm::ps256:
      return type_ == Type::rsa;
    case SignatureAlgorithm::es256:
      return type_ == Type::p256;
    case SignatureAlgorithm::es384:
      return type_ == Type::p384;
    case SignatureAlgorithm::eddsa:
      return type_ == Type::ed25519;
  }
  return false;
}

bool PublicKey::verifies(SignatureAlgorithm algorithm, std::string_view text,
                         ByteView signature) const {
  Bytes der;
  if (type_ == Type::p256 || type_ == Type::p384) {
    if (signature.size() != (type_ == Type::p256 ? 64 : 96)) return false;
    der = in_der(signature);
    signature = der;
  }
  const Digest context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // of the context
  bool good = context && EVP_DigestVerifyInit(context.get(), &parameters, digest_of(algorithm),
                                              nullptr, key_.get()) == 1;
  if (algorithm == SignatureAlgorithm::ps256)
    good = good && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
  const ByteView bytes = as_bytes(text);
  good = good && EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                                  bytes.size()) == 1;
  if (!good) throw_if_no_memory();
  return good;
}

Result<KeySet> KeySet::parse(std::string_view text) {
  const auto unusable = [](const char* why) {
    return Error{HV_INVALID_ARGUMENT, "keys_unusable",
                 std::string("The keys that the system publishes cannot be used: ") + why +
                     " Check \"jwks_uri\" of its description, or ask its administrator."};
  };
  const auto document = json::Document::parse(text, {.bytes = largest_key_set, .depth = 8});
  if (!document) return unusable("they are no JSON Web Key Set.");
  const json::Value keys = document->root()["keys"];
  if (!keys.is_array() || keys.size() > most_keys)
    return unusable("they are no JSON Web Key Set of a sensible size.");
  KeySet set;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (auto key = PublicKey::from(keys.at(i))) set.keys_.push_back(std::move(*key));
  if (set.keys_.empty())
    return unusable("none is a public RSA key of 2048 bits or more, or of P-256, P-384, Ed25519.");
  return set;
}

std::vector<const PublicKey*> KeySet::named(std::string_view id) const {
  std::vector<const PublicKey*> found;
  for (const PublicKey& key : keys_)
    if (id.empty() || key.id() == id) found.push_back(&key);
  return found;
}

}  // namespace homevisit::crypto
