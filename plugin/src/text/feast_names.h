// What feast days are called.
#pragma once

#include <string>
#include <vector>

#include "domain/school/feast_days.h"
#include "domain/school/programme.h"
#include "text/catalogue.h"

namespace homevisit::text {

std::string feast_name(const Catalogue& words, school::Feast feast);

// The feast days of a school year as a school's calendar has them.
std::vector<school::ClosedDays> closed_for_feasts(const Catalogue& words,
                                                  const std::string& school_year);

}  // namespace homevisit::text
