// The files that a connection has open, so that it notices when its path no longer leads to them.
//
// SQLite does not: it would go on writing into a journal that somebody renamed, replaced or
// deleted, and what it acknowledged would be in no journal that anybody opens again; or a second
// program would start a write-ahead log of its own beside the first one
// (sqlite.org/howtocorrupt.html, 4).
#pragma once

#include <sys/types.h>

#include <array>
#include <string>

#include "base/status.h"

namespace homevisit::journal {

class OpenFiles {
 public:
  // Looks at the files as they are now, just after they were opened. `kind` names the main one in
  // messages: "journal".
  static OpenFiles at(const std::string& path, const char* kind);

  // HV_FAILED_PRECONDITION "journal_moved", "roster_moved" when a path leads elsewhere by now. The
  // main file alone is enough for reading; who writes asks for the write-ahead log and its index,
  // too. Costs one stat() for each file.
  Status check_main() const;
  Status check_all() const;

 private:
  struct Identity {
    dev_t device = 0;
    ino_t inode = 0;  // 0: not there
    bool operator==(const Identity&) const = default;
  };
  struct File {
    std::string path;
    Identity identity;
  };

  static Identity identity_of(const std::string& path);
  Status check(const File& file) const;

  const char* kind_ = "";
  std::array<File, 3> files_;  // the main file, -wal, -shm
};

}  // namespace homevisit::journal
