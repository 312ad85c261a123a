// The care structure in numbers, for a school year (R100 to R103, R105). No student, no person.
#pragma once

#include <string>

#include "domain/school/school.h"
#include "domain/work_done.h"

namespace homevisit::operations {

struct CareCounts {
  int referrals_open = 0, referrals_taken_up = 0, referrals_closed = 0;
  int consultations = 0, went_well = 0, went_partly = 0, went_badly = 0;
  int hand_offs = 0;
  int debriefs_offered = 0, debriefs_done = 0, debriefs_not_wanted = 0;
  int confidant_spoken = 0;

  int referrals() const { return referrals_open + referrals_taken_up + referrals_closed; }
};

CareCounts count_care(const school::School& school, const WorkDone& work,
                      const std::string& school_year);

}  // namespace homevisit::operations
