// Whom the programme names for what (R31, R44, R101, R105).
#pragma once

#include <string>

#include "domain/school/school.h"
#include "operations/context.h"

namespace homevisit::operations {

struct NamedOfficer {
  std::string staff;            // "" where they are not of the roster
  std::string name, reachable;  // "" name: nobody is named

  explicit operator bool() const { return !name.empty(); }
};

NamedOfficer officer_for(Context& context, const school::School& school, school::OfficerTask task);

// R105: where the school keeps its own steps of the meldcode; "" where the programme does not say.
std::string meldcode_steps(Context& context, const school::School& school);

}  // namespace homevisit::operations
