// Encrypted, verified, incremental copies of the journal in a folder, and the way back. The exact
// format, and what is not in a copy, is in plugin/docs/backup.md.
//
// In all of this `options` says where the journal is or is to be, and which key it has; the salt in
// it is the journal's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backup/folder.h"
#include "backup/generation.h"
#include "base/cancel.h"
#include "base/status.h"
#include "journal/journal.h"

namespace homevisit::backup {

struct Written {
  Generation generation;
  bool first = false;                 // the folder was made
  std::int64_t new_blocks = 0;        // the others were there already
  std::int64_t new_bytes = 0;         // as they stand in the folder
  std::vector<std::int64_t> removed;  // generations
  std::vector<std::string> problems;  // with what stood there before; the new generation is whole
};

// Copies the journal as it is now and keeps the latest `keep` generations (at least 1). Whatever is
// written is read back. `every_block`: blocks that are there already are read as well, and written
// anew where they are damaged. Cancelled or failed, it leaves the folder as good as it was.
Result<Written> write(journal::Journal&, const journal::Options& options, const std::string& folder,
                      std::size_t keep, bool every_block, const CallControl&);

// In order. One that does not open has no number and stands in `problems`.
struct Listed {
  std::vector<Generation> generations;
  std::vector<std::string> problems;
};
Result<Listed> list(const journal::Options& options, const std::string& folder);

struct Verification {
  std::int64_t generations = 0, blocks = 0, bytes = 0;  // looked at; each block once
  std::int64_t events = 0;                              // of the latest that was looked at
  std::vector<std::string> problems;                    // empty: all is well
};

// Opens every block of one generation (0: the latest) or of all, puts each journal together apart
// and runs its own verification.
Result<Verification> verify(const journal::Options& options, const std::string& folder, bool all,
                            std::int64_t number, const CallControl&);

struct Restored {
  Generation generation;
  std::int64_t doubted = 0;  // deliveries that are looked up before anything is sent
};

// Makes the journal at options.path, where none may be, from a generation (0: the latest). It is
// there whole or not at all, and only after its own verification found nothing.
Result<Restored> restore(const journal::Options& options, const std::string& folder,
                         std::int64_t number, const CallControl&);

}  // namespace homevisit::backup
