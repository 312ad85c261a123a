#include "lti/tool_keys.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>

#include "crypto/free.h"
#include "crypto/no_memory.h"
#include "http/encoding.h"

namespace homevisit::lti {
namespace {

using Key = std::unique_ptr<EVP_PKEY, crypto::Free<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, crypto::Free<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, crypto::Free<BN_free>>;

Error failed() {
  crypto::throw_if_no_memory();
  return {HV_INTERNAL, "crypto_failed",
          "OpenSSL could not make or read a key of ours. Check that its default provider is "
          "installed and allowed."};
}

Result<Secret> pem_of(EVP_PKEY* key) {
  // In memory that is wiped when it is given back.
  const Bio bio(BIO_new(BIO_s_secmem()));
  if (!bio ||
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return failed();
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return Secret(std::string_view(data, static_cast<std::size_t>(size)));
}

Result<std::string> parameter(EVP_PKEY* key, const char* name) {
  BIGNUM* found = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &found) != 1) return failed();
  const Number number(found);
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
  BN_bn2bin(number.get(), bytes.data());
  return http::base64url(bytes);
}

Status write_public(json::Writer& w, const ToolKey& key) {
  const Bio bio(BIO_new_mem_buf(key.pem.reveal().data(), static_cast<int>(key.pem.size())));
  if (!bio) return failed();
  const Key opened(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!opened) return failed();
  HV_ASSIGN(const std::string modulus, parameter(opened.get(), OSSL_PKEY_PARAM_RSA_N));
  HV_ASSIGN(const std::string exponent, parameter(opened.get(), OSSL_PKEY_PARAM_RSA_E));
  w.begin_object().member("kty", "RSA").member("use", "sig").member("alg", "RS256");
  w.member("kid", key.id).member("n", modulus).member("e", exponent).end_object();
  return ok();
}

}  // namespace

Result<ToolKey> make_tool_key(std::int64_t now_ms, Random& random) {
  const Key key(EVP_RSA_gen(2048));
  if (!key) return failed();
  ToolKey made;
  std::array<std::uint8_t, 12> id{};
  random.fill(id.data(), id.size());
  made.id = http::base64url(id);
  made.made_at = now_ms;
  HV_ASSIGN(made.pem, pem_of(key.get()));
  return made;
}

const ToolKey* signing_key(const ToolKeys& keys, std::int64_t now_ms) {
  for (auto key = keys.rbegin(); key != keys.rend(); ++key)
    if (now_ms - key->made_at >= key_known_after_ms) return &*key;
  return keys.empty() ? nullptr : &keys.front();
}

bool wants_new_key(const ToolKeys& keys, std::int64_t now_ms) {
  return keys.empty() || now_ms - keys.back().made_at >= key_lasts_ms;
}

ToolKeys still_published(const ToolKeys& keys, std::int64_t now_ms) {
  ToolKeys out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const bool replaced = i + 1 < keys.size();
    // It stopped signing when the next one was known.
    if (replaced && now_ms - keys[i + 1].made_at >= key_known_after_ms + key_kept_ms) continue;
    out.push_back(keys[i]);
  }
  return out;
}

Result<std::string> key_set(const ToolKeys& keys) {
  json::Writer w;
  w.begin_object().key("keys").begin_array();
  for (const ToolKey& key : keys) HV_TRY(write_public(w, key));
  return w.end_array().end_object().take();
}

void write_keys(json::Writer& w, const ToolKeys& keys) {
  w.begin_array();
  for (const ToolKey& key : keys)
    w.begin_object()
        .member("id", key.id)
        .member("made_at", key.made_at)
        .member("pem", as_text(key.pem.reveal()))
        .end_object();
  w.end_array();
}

Result<ToolKeys> read_keys(json::Value keys) {
  ToolKeys out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const json::Value key = keys.at(i);
    const auto made_at = key["made_at"].integer();
    if (key["id"].text().empty() || !made_at || key["pem"].text().empty())
      return Error{HV_DATA_LOSS, "journal_damaged",
                   "What the journal keeps of our keys for learning platforms is damaged. Restore "
                   "the journal from a backup."};
    out.push_back({std::string(key["id"].text()), *made_at, Secret(key["pem"].text())});
  }
  return out;
}

}  // namespace homevisit::lti
