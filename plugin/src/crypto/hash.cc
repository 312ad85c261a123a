#include "crypto/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <new>

#include "crypto/free.h"
#include "crypto/no_memory.h"

namespace homevisit::crypto {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

// See aes_256_gcm() in seal.cc.
const EVP_MD* sha_256() {
  static const EVP_MD* const digest = [] {
    const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (fetched == nullptr) throw_if_no_memory();
    return fetched;
  }();
  return digest;
}

// A digest that is there takes any text, and fails for want of memory only.
Error failed(const EVP_MD* algorithm) {
  if (algorithm != nullptr) throw_no_memory();
  return {HV_INTERNAL, "crypto_failed",
          "OpenSSL could not run SHA-256. Check that its default provider is installed and "
          "allowed (openssl list -digest-algorithms)."};
}

EVP_MD_CTX* new_context() {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

}  // namespace

Result<Digest> sha256(std::initializer_list<ByteView> parts) {
  thread_local const Context context(new_context());
  const EVP_MD* const algorithm = sha_256();
  bool good = algorithm && EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1;
  for (const ByteView part : parts)
    good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  Digest digest;
  if (!good || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1)
    return failed(algorithm);
  return digest;
}

Result<Digest> hmac_sha256(const Secret& key, ByteView text) {
  const EVP_MD* const algorithm = sha_256();
  Digest digest;
  unsigned size = 0;
  if (algorithm == nullptr ||
      HMAC(algorithm, key.reveal().data(), static_cast<int>(key.size()), text.data(), text.size(),
           digest.data(), &size) == nullptr ||
      size != digest.size())
    return failed(algorithm);
  return digest;
}

}  // namespace homevisit::crypto
