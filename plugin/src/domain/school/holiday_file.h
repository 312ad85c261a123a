// R24: school holidays from a calendar file (iCalendar, RFC 5545), as ministries and regions
// publish them.
#pragma once

#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/school/programme.h"

namespace homevisit::school {

// The events of the file that lie in the school year, as school holidays; of events with a time,
// their days. Repetition is not followed: holidays stand in such files one by one.
// Errors: HV_INVALID_ARGUMENT where it is no calendar or has nothing in that year.
//
// Rationale: three properties are read. libical would do it too, but whether an error in a file
// ends the process is a switch of the whole process there, which a library in another's process
// leaves alone.
Result<std::vector<ClosedDays>> read_holidays(std::string_view file,
                                              const std::string& school_year);

}  // namespace homevisit::school
