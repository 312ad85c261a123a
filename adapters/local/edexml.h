// EDEXML 2.x (Edustandaard): the Dutch exchange format for students, groups and teachers of one
// school. It has no element for guardians.
#pragma once

#include "bundle.h"
#include "call.h"
#include "oneroster.h"
#include "problem.h"
#include "store.h"

namespace homevisit::local {

// Replaces the whole roster. REQUIRES: an open transaction. Throws Refusal where the file is bad.
ImportTally load_edexml(Store& store, Bundle& bundle, int file, const Call& call,
                        Problems& problems);

}  // namespace homevisit::local
