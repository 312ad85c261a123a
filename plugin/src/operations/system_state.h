// What is connected, what waits and what is wrong: for the IT page and for system.status,
// system.check.
#pragma once

#include <string>
#include <vector>

#include "operations/context.h"

namespace homevisit::operations {

enum class CheckLevel { good, note, problem };

struct Check {
  std::string name;     // stable: "journal", "roster", ...; of an adapter's own: its words
  std::string message;  // what was found, in the reader's language; of an adapter's own: in English
  std::string advice;   // what to do; "" when nothing is to be done
  bool ok = true;       // false exactly where the level is problem
  CheckLevel level = CheckLevel::good;
};

Result<std::vector<Check>> run_checks(Context& context, const text::Catalogue& words);

// Names of the capability bits, in their order.
std::vector<std::string> capability_names(std::uint64_t bits);

}  // namespace homevisit::operations
