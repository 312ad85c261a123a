#include "backup/keys.h"

#include "crypto/hash.h"

namespace homevisit::backup {
namespace {

Result<Secret> derive(const Secret& master_key, std::string_view label) {
  HV_ASSIGN(crypto::Digest digest, crypto::hmac_sha256(master_key, as_bytes(label)));
  Secret key{ByteView(digest)};
  explicit_bzero(digest.data(), digest.size());
  return key;
}

}  // namespace

Result<Keys> keys_from(const Secret& master_key) {
  using namespace std::string_view_literals;
  Keys keys;
  HV_ASSIGN(keys.names, derive(master_key, "hv-backup-names-1\0"sv));
  HV_ASSIGN(keys.seals, derive(master_key, "hv-backup-seals-1\0"sv));
  return keys;
}

}  // namespace homevisit::backup
