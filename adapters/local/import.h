// HV_EXT_IMPORT: one file or folder into the student files, all or nothing.
#pragma once

#include <string>

#include "homevisit/adapter.h"
#include "problem.h"
#include "store.h"

namespace homevisit::local {

// Throws Failure, also where the file as a whole is bad (after it was reported as fatal).
void import_file(Store& store, const Call& call, const std::string& path, bool dry_run,
                 Problems& problems, hv_import_result* result);

}  // namespace homevisit::local
