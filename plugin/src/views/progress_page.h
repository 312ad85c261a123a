// The agreements with one family over time: a small chart, the same as a table, and what the school
// still owes.
#pragma once

#include <string>
#include <vector>

#include "domain/student_progress.h"
#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

struct ProgressModel {
  const StudentFile* file = nullptr;
  const History* history = nullptr;
  std::vector<GoalCourse> courses;
  bool may_record = false;
  FormState state;
};

std::string progress_page(const Frame&, const ProgressModel&);

// The chart: one line for each agreement, with a mark where its word changed; shapes, not colours,
// tell the words apart. At most the newest `most_lines`.
inline constexpr std::size_t most_lines = 15;
void fill_progress_chart(const Frame& frame, const std::vector<GoalCourse>& courses,
                         const Block& place);

}  // namespace homevisit::views
