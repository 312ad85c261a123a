#include "operations/master_key.h"

#include "crypto/master_key.h"

namespace homevisit::operations {

Result<Secret> master_key(const Config& config, ByteView salt) {
  if (!config.key_file.empty()) return crypto::read_key_file(config.key_file);
  return crypto::key_from_passphrase(config.passphrase, salt);
}

Result<Secret> new_master_key(const Config& config, Random& random, Bytes& salt) {
  if (config.key_file.empty()) {
    salt.resize(16);
    random.fill(salt.data(), salt.size());
  } else {
    const Status made = crypto::create_key_file(config.key_file, random);
    if (!made && made.error().status != HV_ALREADY_EXISTS) return made.error();
  }
  return master_key(config, salt);
}

}  // namespace homevisit::operations
