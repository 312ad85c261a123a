// What a host leaves behind, opened with the key that lies beside it.
#pragma once

#include <memory>
#include <string>

#include "host.h"
#include "journal/journal.h"

namespace host_test {

// The journal in `folder`; expects it to open, also while a host has it open.
std::unique_ptr<homevisit::journal::Journal> journal_in(const Folder& folder,
                                                        const std::string& system = "local");

}  // namespace host_test
