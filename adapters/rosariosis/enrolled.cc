#include "enrolled.h"

#include "homevisit/sdk/date.h"

namespace homevisit::rosariosis {

// Who left has an end; who comes later this year is known already. A row without a beginning is
// inactive in RosarioSIS itself. A student of two schools is told by the later enrolment.
Enrolled Enrolled::read(const Session& session, const Years& years) {
  Enrolled enrolled;
  const std::string today = session.today();
  session.each(
      {.table = "student_enrollment",
       .columns = {"id", "syear", "school_id", "student_id", "grade_id", "start_date", "end_date"},
       .keys = {"id"},
       .filters = {{"syear", "in", years.list()}}},
      [&](const Value& row) {
        const std::string student = row["student_id"].id(), school = row["school_id"].id();
        const std::string begin = sdk::calendar_date(row["start_date"].text()).value_or("");
        const std::string end = sdk::calendar_date(row["end_date"].text()).value_or("");
        if (student.empty() || begin.empty() || (!end.empty() && end < today) ||
            !years.is_current(school, row["syear"].id()))
          return;
        Place& place = enrolled.all_[student];
        if (place.begin <= begin) place = {school, row["grade_id"].id(), begin};
      });
  return enrolled;
}

std::vector<std::string> Enrolled::ids() const {
  std::vector<std::string> ids;
  ids.reserve(all_.size());
  for (const auto& [id, place] : all_) ids.push_back(id);
  return ids;
}

}  // namespace homevisit::rosariosis
