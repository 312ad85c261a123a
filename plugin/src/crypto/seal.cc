#include "crypto/seal.h"

#include <openssl/evp.h>
#include <string.h>

#include <limits>
#include <memory>
#include <new>

#include "crypto/free.h"
#include "crypto/master_key.h"
#include "crypto/no_memory.h"

namespace homevisit::crypto {
namespace {

using Context = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;

// Fetched once and never freed: OpenSSL's own clean-up at exit may come before ours, and a fetch by
// name for each text costs more than the sealing.
const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const cipher = [] {
    const EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    if (fetched == nullptr) throw_if_no_memory();
    return fetched;
  }();
  return cipher;
}

// One that could not be made is made at the next call.
EVP_CIPHER_CTX* new_context() {
  EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

EVP_CIPHER_CTX* thread_context() {
  thread_local const Context context(new_context());
  return context.get();
}

// Naming the cipher again would make all that it keeps anew, which costs more than a short text.
const EVP_CIPHER* unless_set(const EVP_CIPHER_CTX* context, const EVP_CIPHER* cipher) {
  return EVP_CIPHER_CTX_get0_cipher(context) == cipher ? nullptr : cipher;
}

Error not_run() {
  return {HV_INTERNAL, "crypto_failed",
          "OpenSSL could not run AES-256-GCM. Check that its default provider is installed and "
          "allowed (openssl list -cipher-algorithms)."};
}

Error not_opened() {
  return {HV_DATA_LOSS, "seal_broken",
          "A sealed text does not open: it was changed, or it was sealed with another key. Run "
          "'homevisit audit verify' to see which, and restore from a backup if it was changed."};
}

bool fits(ByteView bytes) {
  return bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()) - seal_overhead;
}

// Writes the text to `out`, which has room for sealed.size() - seal_overhead bytes.
Status open_to(const Secret& key, ByteView sealed, ByteView context, std::uint8_t* out) {
  EVP_CIPHER_CTX* const evp = thread_context();
  const EVP_CIPHER* const cipher = aes_256_gcm();
  if (cipher == nullptr || key.size() != key_size) return not_run();
  const std::size_t size = sealed.size() - seal_overhead;
  int written = 0, rest = 0;
  // EVP takes the tag by a pointer that is not const, and does not write through it.
  auto* tag = const_cast<std::uint8_t*>(sealed.data() + nonce_size + size);
  if (EVP_DecryptInit_ex2(evp, unless_set(evp, cipher), key.reveal().data(), sealed.data(),
                          nullptr) != 1 ||
      EVP_DecryptUpdate(evp, nullptr, &rest, context.data(), static_cast<int>(context.size())) !=
          1 ||
      EVP_DecryptUpdate(evp, out, &written, sealed.data() + nonce_size, static_cast<int>(size)) !=
          1 ||
      EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_SET_TAG, tag_size, tag) != 1)
    throw_no_memory();  // a cipher that is there takes any text with a key of its size
  if (EVP_DecryptFinal_ex(evp, out + written, &rest) != 1) return not_opened();
  return ok();
}

}  // namespace

Result<Bytes> seal(const Secret& key, ByteView text, ByteView context, Random& random) {
  EVP_CIPHER_CTX* const evp = thread_context();
  const EVP_CIPHER* const cipher = aes_256_gcm();
  if (cipher == nullptr || key.size() != key_size || !fits(text) || !fits(context))
    return not_run();
  Bytes sealed(text.size() + seal_overhead);
  random.fill(sealed.data(), nonce_size);
  std::uint8_t* const out = sealed.data() + nonce_size;
  int written = 0, rest = 0;
  if (EVP_EncryptInit_ex2(evp, unless_set(evp, cipher), key.reveal().data(), sealed.data(),
                          nullptr) != 1 ||
      EVP_EncryptUpdate(evp, nullptr, &rest, context.data(), static_cast<int>(context.size())) !=
          1 ||
      EVP_EncryptUpdate(evp, out, &written, text.data(), static_cast<int>(text.size())) != 1 ||
      EVP_EncryptFinal_ex(evp, out + written, &rest) != 1 ||
      EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_GET_TAG, tag_size, out + text.size()) != 1)
    throw_no_memory();  // a cipher that is there takes any text with a key of its size
  return sealed;
}

Result<std::string> open(const Secret& key, ByteView sealed, ByteView context) {
  if (sealed.size() < seal_overhead || !fits(sealed) || !fits(context)) return not_opened();
  std::string text(sealed.size() - seal_overhead, '\0');
  const Status status = open_to(key, sealed, context, reinterpret_cast<std::uint8_t*>(text.data()));
  if (status) return text;
  explicit_bzero(text.data(), text.size());
  return status.error();
}

Result<Secret> open_secret(const Secret& key, ByteView sealed, ByteView context) {
  if (sealed.size() < seal_overhead || !fits(sealed) || !fits(context)) return not_opened();
  Secret text(sealed.size() - seal_overhead);
  HV_TRY(open_to(key, sealed, context, text.writable()));
  return text;
}

}  // namespace homevisit::crypto
