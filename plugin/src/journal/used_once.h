// What may be used once, by whichever process comes first: the states of sign-ins and launches. A
// small SQLite file of its own beside the journal (mode 0600), in which nothing stands but digests;
// it is made at its first use, and worthless a few minutes after its last.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/status.h"

namespace homevisit::journal {

// [any]
class UsedOnce {
 public:
  // Touches nothing yet.
  static std::unique_ptr<UsedOnce> at(const std::string& path);
  virtual ~UsedOnce() = default;

  // True: this is the first use; it is on the disk. `until`: from then on it is of no use anyhow
  // (milliseconds since 1970), and is forgotten some time after.
  virtual Result<bool> use(ByteView digest, std::int64_t until, std::int64_t now) = 0;
};

}  // namespace homevisit::journal
