// What a backup folder knows of one copy, and of itself. The bytes are in plugin/docs/backup.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "backup/keys.h"
#include "base/bytes.h"
#include "base/random.h"
#include "base/uuid.h"
#include "crypto/hash.h"
#include "journal/snapshot.h"

namespace homevisit::backup {

inline constexpr std::size_t salt_size = 16;
// Small enough that a few new events cost little, large enough that a large journal is not a
// hundred thousand files. A multiple of SQLite's page, so that a page is in one block.
inline constexpr std::int64_t usual_block_size = 32 << 10;

// One copy of the journal.
struct Generation {
  std::int64_t number = 0;    // from 1
  std::int64_t taken_at = 0;  // milliseconds since 1970
  Uuid journal;
  journal::ChainEnd end;                       // the anchor
  std::int64_t size = 0;                       // of journal.db
  std::int64_t block_size = usual_block_size;  // the last one may be smaller
  std::vector<crypto::Digest> blocks;          // their names, in order

  std::int64_t size_of_block(std::size_t place) const {
    return std::min(block_size, size - static_cast<std::int64_t>(place) * block_size);
  }
};

// The folder itself: which copies stand in it. What is not listed is a remnant.
struct Index {
  Uuid journal;
  std::vector<std::int64_t> generations;  // in order
};

// Both stand behind the salt in the clear, from which a passphrase becomes the key.
Result<Bytes> write_generation(const Generation&, ByteView salt, const Keys&, Random&);
Result<Bytes> write_index(const Index&, ByteView salt, const Keys&, Random&);

// HV_DATA_LOSS for a file that was changed, that is another's, or another key's; HV_UNSUPPORTED for
// a newer format. `path` is for the message.
Result<Generation> read_generation(const Bytes& file, std::int64_t number, const Keys&,
                                   const std::string& path);
Result<Index> read_index(const Bytes& file, const Keys&, const std::string& path);
Result<Bytes> read_salt(const Bytes& file, const std::string& path);

Error damaged(const std::string& path);

}  // namespace homevisit::backup
