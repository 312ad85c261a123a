// What staff did for home visits, by school year, and how many matters went on to the care
// structure, without saying of which student. Kept sealed of each (domain/projections.h), so that
// the hours of a school are counted without reading every history.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"

namespace homevisit {

struct StaffWork {
  int visits = 0;                                              // contacts that took place, wherever
  int planned = 0;                                             // still to come
  int visit = 0, travel = 0, consultation = 0, reporting = 0;  // minutes

  int minutes() const { return visit + travel + consultation + reporting; }
};

struct YearWork {
  std::map<std::string, StaffWork, std::less<>> staff;
  std::array<int, 3> referrals{};  // made in this year, by ReferralState as it is now
};

// By school year ("2026-2027").
using WorkDone = std::map<std::string, YearWork, std::less<>>;

inline constexpr char work_name[] = "work";  // of the projection
inline constexpr char work_format = 2;       // goes up when what is kept changes

// One student's. Every visitor gives the time of the visit, the travel
// and the consultation; the report is written by one of them: who recorded it, else the first
// (R52).
std::string write_work(const History& history);

// Adds what was kept; HV_DATA_LOSS where it is none. `day_of`: of a moment in milliseconds, at the
// school.
Status add_work(WorkDone& work, std::string_view kept,
                const std::function<Date(std::int64_t)>& day_of);

}  // namespace homevisit
