// How the agreements with a family went, over time. Nothing is ever late on a family's side; only
// what the school took upon itself has a day after which it is owed (R11, R84).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/history.h"

namespace homevisit {

// How an agreement stood from a day on.
struct GoalStep {
  Date day{};
  GoalState state{};
  std::string note, by_name;
};

struct GoalCourse {
  const AgreementEntry* entry = nullptr;
  std::vector<GoalStep> steps;  // the oldest first; the first is the day it was made
  bool owed = false;            // by the school
};

// The school's own, not closed, and its day is over.
bool owed_by_school(const Agreement& agreement, Date today);

// All but those entered in error, the newest first. `history` must outlive them; `day_of` gives the
// day at the school of a moment.
std::vector<GoalCourse> goal_courses(const History& history, Date today,
                                     const std::function<Date(std::int64_t)>& day_of);

// The first day from `today` on when an agreement that is not closed is looked at again.
std::optional<Date> next_review(const std::vector<GoalCourse>& courses, Date today);

}  // namespace homevisit
