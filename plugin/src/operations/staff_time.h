// R52, R57: the hours of each teacher beside what the yearly task gives them. Never of a family
// (R58).
#pragma once

#include <string>
#include <vector>

#include "domain/school/school.h"
#include "domain/work_done.h"
#include "operations/context.h"

namespace homevisit::operations {

struct HoursRow {
  std::string staff, name;
  StaffWork work;
  int budget = 0;  // minutes; 0: none is set
};

// Of one member of staff, or of everybody who takes part, has a budget or made a visit (`staff`
// ""). By name.
std::vector<HoursRow> hours_of(Context& context, const school::School& school, const WorkDone& work,
                               const std::string& school_year, const std::string& staff);

}  // namespace homevisit::operations
