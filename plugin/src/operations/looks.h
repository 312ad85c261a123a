// Who looked at a student's file, and when. Reading it is a look itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "operations/operation.h"

namespace homevisit::operations {

struct LookAt {
  std::int64_t at = 0;  // milliseconds
  std::string by, name, role;
  std::string what;  // the operation or view
  std::int64_t times = 1;
};

// In the order in which they were made.
Result<std::vector<LookAt>> read_looks(Context& context, const access::Actor& actor,
                                       const std::string& actor_name, const std::string& student,
                                       const std::string& what);

}  // namespace homevisit::operations
