// The blocks of a backup folder: pieces of journals, each kept once, sealed, under a name that says
// nothing without the key.
#pragma once

#include <map>
#include <set>
#include <string>

#include "backup/files.h"
#include "backup/generation.h"
#include "backup/keys.h"
#include "base/bytes.h"
#include "base/random.h"
#include "base/status.h"
#include "crypto/hash.h"

namespace homevisit::backup {

class Blocks {
 public:
  // Lives no longer than the keys.
  Blocks(std::string folder, const Keys& keys, Random& random)
      : folder_(std::move(folder)), keys_(keys), random_(random) {}

  Result<crypto::Digest> name_of(ByteView text) const;

  enum class Trust { size, content };
  // Writes the block where it is missing or not as it should be. `trust` says what a block that is
  // there is judged by. Gives the bytes that were written. It counts after sync() only.
  Result<std::int64_t> keep(const crypto::Digest& name, ByteView text, Trust trust);
  // All that keep() wrote: on the disk, under its name, and read back.
  Status sync();

  // HV_DATA_LOSS when it is missing, changed, or has not this size.
  Result<std::string> read(const crypto::Digest& name, std::int64_t size,
                           bool from_medium = false) const;

  // Removes every block, whole or not, that is not among these. Gives how many.
  Result<std::int64_t> remove_all_but(const std::set<crypto::Digest>& used);

 private:
  struct Written {
    Unfinished file;
    std::int64_t size;  // of the text
  };
  Status finish();
  std::string folder_of(const crypto::Digest& name) const;
  std::string path_of(const crypto::Digest& name) const;

  const std::string folder_;
  const Keys& keys_;
  Random& random_;
  std::map<crypto::Digest, Written> written_;  // and not finished
  std::set<std::string> changed_;              // folders to sync
};

}  // namespace homevisit::backup
