// Asking the student information system itself: does it answer, do the credentials hold, what may
// they read, and, only when asked for, can an entry be put into a file and taken out again.
#pragma once

#include <string>
#include <vector>

#include "operations/operation.h"
#include "operations/system_state.h"

namespace homevisit::operations {

// Reads a page of each kind; writes nothing. What cannot be reached is a check that is not ok,
// never an error; an error only where the call itself was stopped.
Result<std::vector<Check>> check_system(const Call& call);

// Puts a test entry into the file of `student`, finds it, withdraws it. REQUIRES: the caller asked
// for it and named a student of the school's choice.
Result<std::vector<Check>> write_test(const Call& call, const std::string& student);

}  // namespace homevisit::operations
