// Putting a journal together from the blocks of a generation.
#pragma once

#include <string>

#include "backup/blocks.h"
#include "backup/generation.h"
#include "base/cancel.h"
#include "journal/journal.h"

namespace homevisit::backup {

// Writes the journal's file, which must not be there. HV_DATA_LOSS names the first block that is
// missing or damaged.
Status assemble(const Generation&, const Blocks&, const std::string& path, const CallControl&);

// Opens it there and runs the journal's own verification; beyond that, its end must be the anchor.
// Gives what is wrong, a sentence each.
Result<std::vector<std::string>> check_assembled(const Generation&, journal::Journal&,
                                                 const CallControl&);

}  // namespace homevisit::backup
