// What SQLite and SOCI report, as a Status with a sentence to act on.
#pragma once

#include <soci/soci.h>

#include <string>

#include "base/status.h"

namespace homevisit::journal {

// `kind` names the file in the message: "journal".
Error explain_sqlite(const soci::soci_error& error, const char* kind, const std::string& path);
// The same for what SQLite itself answered, where SOCI is not asked; `number`: errno at that time.
Error explain_sqlite(int result, int number, const char* kind, const std::string& path);

}  // namespace homevisit::journal
