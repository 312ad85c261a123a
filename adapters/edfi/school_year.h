// School years, by the year in which they end, as Ed-Fi has them: 2027 is 2026-2027.
#pragma once

#include <string>
#include <string_view>

#include "session.h"

namespace homevisit::edfi {

// By the calendar: 2027 from July 2026.
int school_year_on(std::string_view day);

// "2026-2027" for 2027; "" for 0.
std::string school_year_name(int year);

// The year that counts now: as configured, else as the server says (schoolYearTypes), else by the
// calendar. Where the last two differ, somebody forgot the roll-over, and the log says so.
int current_school_year(const Session& session);

}  // namespace homevisit::edfi
