// The two keys of a backup folder, made from the journal's master key: whoever has the one has the
// other, and nobody else anything.
#pragma once

#include "base/secret.h"
#include "base/status.h"

namespace homevisit::backup {

struct Keys {
  Secret names;  // what blocks are called by
  Secret seals;  // what everything is sealed with
};

// REQUIRES: a master key of 32 bytes.
Result<Keys> keys_from(const Secret& master_key);

}  // namespace homevisit::backup
