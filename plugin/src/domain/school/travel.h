// R55: the claims of a period, for the office: who, when, how far, what else it cost. No pupil, no
// class, no address (R54).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/school/school.h"

namespace homevisit::school {

// A claim that was made again under its id counts as it was said last; one of nothing is withdrawn.
// `staff` "": of everybody. By staff, then day.
std::vector<TravelClaimed> claims_of(const School& school, const std::string& staff, Date from,
                                     Date to);

// RFC 4180, in UTF-8. `name` of a member of staff. A cell is never read as a formula.
std::string claims_csv(const std::vector<TravelClaimed>& claims, const std::string& heading,
                       const std::function<std::string(const std::string& staff)>& name,
                       char decimal);

// "12.50"
std::string euros(int cents);

// What somebody typed as an amount: "3,50", "3.5", "€ 12". Nothing where it is none, or where it
// could be read in two ways ("1.250").
std::optional<int> cents_of(std::string_view typed);

}  // namespace homevisit::school
