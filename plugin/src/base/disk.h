// Room on a disk that others write to as well.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"

namespace homevisit {

// May `bytes` more be written beside `path`, and still leave others 64 MB to go on with?
// HV_RESOURCE_EXHAUSTED where not.
Status check_room(const std::string& path, std::int64_t bytes);

}  // namespace homevisit
