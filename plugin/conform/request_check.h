// The rules of adapter.h for a request, looked at one by one.
#pragma once

#include <string>
#include <vector>

#include "declaration.h"
#include "scripted_system.h"

namespace homevisit::conform {

// Copies a request out of the adapter's memory. What breaks a rule comes as a sentence.
// REQUIRES: its struct_size covers `flags`.
Request copy_request(const hv_http_request& request, const Declaration& declaration,
                     std::vector<std::string>& faults);

}  // namespace homevisit::conform
