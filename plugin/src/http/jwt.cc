#include "http/jwt.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>

#include "crypto/free.h"
#include "http/encoding.h"
#include "json/json.h"

namespace homevisit::http {
namespace {

using Key = std::unique_ptr<EVP_PKEY, crypto::Free<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, crypto::Free<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, crypto::Free<BIO_free_all>>;
using Point = std::unique_ptr<ECDSA_SIG, crypto::Free<ECDSA_SIG_free>>;

enum class Algorithm { rs256, ps256, es256 };

Error bad_key(std::string why) {
  // What OpenSSL noted down of this key must not be found by the host's next look.
  ERR_clear_error();
  return {HV_INVALID_ARGUMENT, "private_key_unusable",
          fmt::format("The private key for signing in {}.", why)};
}

Error not_signed() {
  ERR_clear_error();
  return {HV_INTERNAL, "crypto_failed",
          "OpenSSL could not sign the assertion. Check that its default provider is installed and "
          "allowed (openssl list -signature-algorithms)."};
}

// OpenSSL would else ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

Result<Algorithm> algorithm_of(const std::string& name) {
  if (name.empty() || name == "RS256") return Algorithm::rs256;
  if (name == "PS256") return Algorithm::ps256;
  if (name == "ES256") return Algorithm::es256;
  return Error{HV_INVALID_ARGUMENT, "algorithm_unknown",
               fmt::format("Assertions are signed by RS256, PS256 or ES256, not by \"{}\". Correct "
                           "the adapter's configuration.",
                           name)};
}

Result<Key> read_key(const Secret& pem, Algorithm algorithm) {
  const Bio bio(BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.size())));
  if (!bio) return not_signed();
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key)
    return bad_key(
        "is no private key in PEM without a passphrase (-----BEGIN PRIVATE KEY-----). Put the key "
        "itself there, not the certificate or the public key");
  if (algorithm == Algorithm::es256) {
    std::array<char, 64> group{};
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) != 1 ||
        std::string_view(group.data()) != "prime256v1")
      return bad_key(
          "is not of the curve P-256, which ES256 wants. Make one with: openssl ecparam "
          "-name prime256v1 -genkey -noout, or choose another algorithm");
    return key;
  }
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
    return bad_key(
        "is no RSA key, which RS256 and PS256 want. Make one with: openssl genrsa 3072, "
        "or choose ES256");
  if (EVP_PKEY_get_bits(key.get()) < 2048)
    return bad_key(
        fmt::format("has {} bits; RSA is safe from 2048. Make a new one with: openssl "
                    "genrsa 3072",
                    EVP_PKEY_get_bits(key.get())));
  return key;
}

// OpenSSL gives (r, s) in DER; JWS wants both as 32 bytes, one after the other (RFC 7518, 3.4).
Result<Bytes> joined(const Bytes& der) {
  const std::uint8_t* at = der.data();
  const Point point(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  Bytes out(64);
  if (!point || BN_bn2binpad(ECDSA_SIG_get0_r(point.get()), out.data(), 32) != 32 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(point.get()), out.data() + 32, 32) != 32)
    return not_signed();
  return out;
}

Result<Bytes> signature(EVP_PKEY* key, Algorithm algorithm, std::string_view input) {
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // of the context
  bool good =
      context && EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key) == 1;
  if (algorithm == Algorithm::ps256)
    good = good && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
  const ByteView bytes = as_bytes(input);
  std::size_t size = 0;
  good = good && EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size()) == 1;
  Bytes out(size);
  good = good && EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size()) == 1;
  if (!good) return not_signed();
  out.resize(size);
  if (algorithm == Algorithm::es256) return joined(out);
  return out;
}

}  // namespace

Result<Secret> signed_token(const std::string& algorithm, const std::string& key_id,
                            std::string_view claims, const Secret& private_key) {
  HV_ASSIGN(const Algorithm by, algorithm_of(algorithm));
  HV_ASSIGN(const Key key, read_key(private_key, by));
  json::Writer header;
  header.begin_object()
      .member("alg", algorithm.empty() ? "RS256" : algorithm.c_str())
      .member_if("kid", key_id)
      .member("typ", "JWT")
      .end_object();
  std::string token = base64url(as_bytes(header.take())) + '.' + base64url(as_bytes(claims));
  HV_ASSIGN(const Bytes signed_bytes, signature(key.get(), by, token));
  token += '.' + base64url(signed_bytes);
  Secret out{std::string_view(token)};
  wipe(token);
  return out;
}

Result<Secret> signed_assertion(const Assertion& assertion, const Secret& private_key) {
  json::Writer claims;
  claims.begin_object()
      .member("iss", assertion.client_id)
      .member("sub", assertion.client_id)
      .member("aud", assertion.audience)
      .member("jti", assertion.id)
      .member("iat", assertion.issued)
      .member("exp", assertion.expires)
      .end_object();
  return signed_token(assertion.algorithm, assertion.key_id, claims.take(), private_key);
}

}  // namespace homevisit::http
