// Private keys made for a test, and what they signed, looked at by OpenSSL from the other side.
#pragma once

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/secret.h"

namespace homevisit::http {

using TestKey = std::shared_ptr<EVP_PKEY>;

inline TestKey rsa_key(unsigned bits = 2048) { return {EVP_RSA_gen(bits), EVP_PKEY_free}; }
inline TestKey ec_key(const char* curve = "P-256") { return {EVP_EC_gen(curve), EVP_PKEY_free}; }

inline Secret pem_of(const TestKey& key, const char* passphrase = nullptr) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(),
                                passphrase == nullptr ? nullptr : EVP_aes_256_cbc(), nullptr, 0,
                                nullptr, const_cast<char*>(passphrase));
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return Secret(std::string_view(data, static_cast<std::size_t>(size)));
}

// Base64 for URLs, without padding; "" for anything else.
inline std::string from_base64url(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) return {};
    bits = bits << 6 | static_cast<unsigned>(digit);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
  }
  return out;
}

// Does `signature` (as JWS has it) stand under `input`?
inline bool verifies(const TestKey& key, const std::string& algorithm, std::string_view input,
                     std::string signature) {
  if (algorithm == "ES256") {
    if (signature.size() != 64) return false;
    ECDSA_SIG* const point = ECDSA_SIG_new();
    const auto* bytes = as_bytes(signature).data();
    ECDSA_SIG_set0(point, BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(point, &der);
    signature.assign(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    ECDSA_SIG_free(point);
  }
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  EVP_PKEY_CTX* parameters = nullptr;
  if (EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, key.get()) != 1)
    return false;
  if (algorithm == "PS256" &&
      (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, 32) != 1))
    return false;
  return EVP_DigestVerify(context.get(), as_bytes(signature).data(), signature.size(),
                          as_bytes(input).data(), input.size()) == 1;
}

}  // namespace homevisit::http
