// Tokens as another system would sign them, with keys made for the test.
#pragma once

#include <openssl/core_names.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "http/encoding.h"
#include "http/keys.h"
#include "json/json.h"

namespace homevisit {

inline http::TestKey ed_key() {
  return {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free};
}

// `parameter` of the key as the bytes of its number, at least `size` of them.
inline std::string number_of(const http::TestKey& key, const char* parameter, int size = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key.get(), parameter, &number);
  Bytes bytes(static_cast<std::size_t>(std::max(size, BN_num_bytes(number))));
  BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
  BN_free(number);
  return http::base64url(bytes);
}

// The public half as a system publishes it. `more`: further members, such as ,"use":"enc".
inline std::string jwk_of(const http::TestKey& key, const std::string& id,
                          const std::string& more = "") {
  json::Writer w;
  w.begin_object().member_if("kid", id);
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA) {
    w.member("kty", "RSA").member("n", number_of(key, OSSL_PKEY_PARAM_RSA_N));
    w.member("e", number_of(key, OSSL_PKEY_PARAM_RSA_E));
  } else if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) {
    Bytes x(32);
    std::size_t size = x.size();
    EVP_PKEY_get_raw_public_key(key.get(), x.data(), &size);
    w.member("kty", "OKP").member("crv", "Ed25519").member("x", http::base64url(x));
  } else {
    const int size = (EVP_PKEY_get_bits(key.get()) + 7) / 8;
    w.member("kty", "EC").member("crv", size == 32 ? "P-256" : size == 48 ? "P-384" : "P-521");
    w.member("x", number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, size));
    w.member("y", number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, size));
  }
  std::string text = w.end_object().take();
  text.insert(text.size() - 1, more);
  return text;
}

inline std::string key_set(const std::vector<std::string>& keys) {
  std::string out = R"({"keys":[)";
  for (const std::string& key : keys) out += (out.back() == '[' ? "" : ",") + key;
  return out + "]}";
}

inline std::string signature_of(const http::TestKey& key, const std::string& algorithm,
                                std::string_view text) {
  const bool plain = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
  const EVP_MD* const digest = plain                        ? nullptr
                               : algorithm.ends_with("384") ? EVP_sha384()
                               : algorithm.ends_with("512") ? EVP_sha512()
                                                            : EVP_sha256();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  EVP_PKEY_CTX* parameters = nullptr;
  EVP_DigestSignInit(context.get(), &parameters, digest, nullptr, key.get());
  if (algorithm == "PS256") {
    EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, 32);
  }
  std::size_t size = 0;
  const ByteView bytes = as_bytes(text);
  EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size());
  Bytes out(size);
  EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size());
  out.resize(size);
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC) {
    const int half = (EVP_PKEY_get_bits(key.get()) + 7) / 8;
    const std::uint8_t* at = out.data();
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> point(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(out.size())), ECDSA_SIG_free);
    out.assign(static_cast<std::size_t>(2 * half), 0);
    BN_bn2binpad(ECDSA_SIG_get0_r(point.get()), out.data(), half);
    BN_bn2binpad(ECDSA_SIG_get0_s(point.get()), out.data() + half, half);
  }
  return http::base64url(out);
}

// A token with any head and any claims.
inline std::string signed_token(const http::TestKey& key, const std::string& algorithm,
                                const std::string& head, const std::string& claims) {
  const std::string text =
      http::base64url(as_bytes(head)) + "." + http::base64url(as_bytes(claims));
  return text + "." + signature_of(key, algorithm, text);
}
// With the head that belongs to it.
inline std::string token_of(const http::TestKey& key, const std::string& algorithm,
                            const std::string& id, const std::string& claims) {
  json::Writer head;
  head.begin_object().member("alg", algorithm).member_if("kid", id).end_object();
  return signed_token(key, algorithm, head.take(), claims);
}

}  // namespace homevisit
