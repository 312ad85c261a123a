// R4, R22, R23: whom the rules of a programme are about in the roster of today, whatever their
// history: a rule that is about nobody is seen before a school year has gone by.
#pragma once

#include <string>
#include <vector>

#include "domain/school/programme.h"
#include "operations/context.h"

namespace homevisit::operations {

struct Reach {
  int students = 0;                // in the classes of today
  int reached = 0;                 // of these, whom the programme is about
  std::vector<int> by_rule;        // of these, whom each rule is about
  std::vector<std::string> years;  // that the roster has, in their order

  bool is_known() const { return students > 0; }
};

Result<Reach> reach_of(Context& context, const school::Programme& programme);

}  // namespace homevisit::operations
