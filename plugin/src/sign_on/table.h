// A list that the school keeps where its systems share no number: accounts and ids, a pair a line.
#pragma once

#include <string>

#include "base/status.h"

namespace homevisit::sign_on {

// The id that stands beside this value in the file; "" where it is not in it. Read anew each time,
// so that a change needs no restart. `ignore_case`: of ASCII letters.
//
// A line is "value;id" or "value,id" (what a spreadsheet saves as CSV); empty lines and those that
// begin with "#" are passed over. HV_FAILED_PRECONDITION (sign_on_table): it cannot be read, is too
// long, others may change it, or it gives one value two ids.
Result<std::string> looked_up(const std::string& file, const std::string& value, bool ignore_case);

}  // namespace homevisit::sign_on
