// The key that opens the journal, as the configuration names it.
#pragma once

#include "base/random.h"
#include "operations/config.h"

namespace homevisit::operations {

// From the key file, or from the passphrase with this salt.
Result<Secret> master_key(const Config&, ByteView salt);

// For a journal that is to be made: its key file is made where it is missing, its salt drawn.
Result<Secret> new_master_key(const Config&, Random&, Bytes& salt);

}  // namespace homevisit::operations
