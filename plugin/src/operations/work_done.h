// What staff did for home visits, by school year, and how many matters went on to the care
// structure: read from all histories, without saying of which.
#pragma once

#include <array>
#include <map>
#include <string>

#include "base/cancel.h"
#include "domain/history.h"
#include "operations/context.h"

namespace homevisit::operations {

struct StaffWork {
  int visits = 0;   // contacts that took place, wherever
  int planned = 0;  // still to come
  int visit = 0, travel = 0, consultation = 0, reporting = 0;  // minutes

  int minutes() const { return visit + travel + consultation + reporting; }
};

struct YearWork {
  std::map<std::string, StaffWork> staff;
  int held = 0, planned = 0;        // each visit once, however many visitors
  std::array<int, 3> referrals{};   // made in this year, by ReferralState as it is now
};

// By school year ("2026-2027").
using WorkDone = std::map<std::string, YearWork>;

// Adds one student's. Every visitor gives the time of the visit, the travel and the consultation;
// the report is written by one of them: who recorded it, else the first (R52).
void add_work(WorkDone& work, const History& history);

Result<WorkDone> read_work(Context& context, const CallControl& control);

}  // namespace homevisit::operations
