// The programme as a reader may see it: hours, who takes part in a trial and a choice of students
// are for the school leader (and that choice for the care coordinator, who is asked to agree to it,
// until its school year is over).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/school/school.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct ProgrammeSeen {
  std::optional<school::Programme> programme;  // with norms and the names of officers filled in
  std::optional<school::Programme> waiting;    // for those who may approve or set it
  std::vector<school::Proposal> proposals;     // for the same: those that ended, and how
  std::string proposed_by, proposed_by_name;   // of the one that waits
};

ProgrammeSeen programme_seen(Context& context, const access::Actor& actor,
                             const school::School& school, const std::string& school_year);

}  // namespace homevisit::operations
