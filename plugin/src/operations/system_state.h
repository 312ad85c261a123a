// What is connected, what waits and what is wrong: for the IT page and for system.status,
// system.check.
#pragma once

#include <string>
#include <vector>

#include "operations/context.h"

namespace homevisit::operations {

struct Check {
  std::string name;     // stable: "journal", "roster", ...
  std::string message;  // what was found, in the reader's language
  std::string advice;   // what to do; "" when all is well
  bool ok = true;
};

Result<std::vector<Check>> run_checks(Context& context, const text::Catalogue& words);

// Names of the capability bits, in their order.
std::vector<std::string> capability_names(std::uint64_t bits);

}  // namespace homevisit::operations
