// One case in a process of its own, with limits.
#pragma once

#include <string>

#include "conform.h"

namespace homevisit::conform {

// Runs the program again for this case and waits for its verdict; ends it when its time is over.
Result run_in_process(const Options& options, const Case& what, const std::string& folder);

}  // namespace homevisit::conform
