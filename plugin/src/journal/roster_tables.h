// The tables of roster.db, and how a row becomes a value of the domain.
#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/date.h"
#include "domain/roster.h"
#include "journal/session.h"

namespace homevisit::journal {

inline constexpr std::int64_t roster_application_id = 0x68765231;  // "hvR1"
inline constexpr std::int64_t roster_version = 2;

// Open beginnings and ends, as days that no roster has: "always" compares like any other day.
inline constexpr char long_ago[] = "0000-01-01";
inline constexpr char far_away[] = "9999-12-31";

extern const char* const roster_schema;    // of version 1
extern const char* const roster_schema_2;  // what version 2 adds

// A date as it stands in a column; NULL where there is none.
using DateColumn = std::optional<std::string>;
DateColumn date_column(const std::optional<Date>& date);

// From the columns in the order of the table.
Student student_of(std::string id, std::string given, std::string family, std::string sort,
                   const DateColumn& birth, std::string school, std::string year,
                   std::string language, std::int64_t secret, std::string official);

Staff staff_of(std::string id, std::string given, std::string family, std::string function);
Group group_of(std::string id, std::string name, std::string school, std::string year,
               std::string school_year, std::int64_t home);
// A number that is none of the three is read as unknown.
Ternary ternary_of(std::int64_t value);

}  // namespace homevisit::journal
