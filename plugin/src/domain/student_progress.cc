#include "domain/student_progress.h"

#include <algorithm>

namespace homevisit {
namespace {

// As the report had it; what was said since stands in the entry's changes.
GoalState first_state(const History& history, const AgreementEntry& entry) {
  if (const VisitEntry* visit = history.visit(entry.visit))
    for (const Agreement& agreement : visit->visit.report.agreements)
      if (agreement.id == entry.agreement.id) return agreement.state;
  return entry.agreement.state;
}

}  // namespace

bool owed_by_school(const Agreement& agreement, Date today) {
  return agreement.who == AgreementOwner::school && agreement.by && *agreement.by < today &&
         !is_closed(agreement.state.life);
}

std::vector<GoalCourse> goal_courses(const History& history, Date today,
                                     const std::function<Date(std::int64_t)>& day_of) {
  std::vector<GoalCourse> courses;
  for (const AgreementEntry& entry : history.agreements) {
    if (entry.agreement.state.life == GoalLife::entered_in_error) continue;
    GoalCourse course{&entry, {}, owed_by_school(entry.agreement, today)};
    const VisitEntry* visit = history.visit(entry.visit);
    course.steps.push_back({entry.made, first_state(history, entry), "",
                            visit == nullptr ? "" : visit->recorded.by_name});
    for (const auto& change : entry.changes)
      course.steps.push_back({std::max(course.steps.back().day, day_of(change.recorded.at)),
                              change.value.state, change.value.note, change.recorded.by_name});
    courses.push_back(std::move(course));
  }
  std::stable_sort(courses.begin(), courses.end(), [](const GoalCourse& a, const GoalCourse& b) {
    return a.entry->made > b.entry->made;
  });
  return courses;
}

std::optional<Date> next_review(const std::vector<GoalCourse>& courses, Date today) {
  std::optional<Date> next;
  for (const GoalCourse& course : courses) {
    const Agreement& agreement = course.entry->agreement;
    if (!agreement.review || *agreement.review < today || is_closed(agreement.state.life)) continue;
    if (!next || *agreement.review < *next) next = agreement.review;
  }
  return next;
}

}  // namespace homevisit
