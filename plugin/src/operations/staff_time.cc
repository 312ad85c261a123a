#include "operations/staff_time.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace homevisit::operations {
namespace {

int budget_of(const school::Programme* programme, const std::string& staff, bool takes_part) {
  if (programme == nullptr) return 0;
  int each = 0;
  for (const school::HoursBudget& budget : programme->hours) {
    if (budget.staff == staff) return budget.minutes;
    if (budget.staff.empty()) each = budget.minutes;
  }
  return takes_part ? each : 0;
}

}  // namespace

std::vector<HoursRow> hours_of(Context& context, const school::School& school, const WorkDone& work,
                               const std::string& school_year, const std::string& staff) {
  const school::Programme* const programme = school.programme(school_year);
  const auto year = work.find(school_year);
  const auto takes_part = [&](const std::string& id) {
    return school.participates(id, school_year) == school::Participation::in;
  };
  std::set<std::string> people;
  if (!staff.empty()) {
    people.insert(staff);
  } else {
    if (year != work.end())
      for (const auto& [id, done] : year->second.staff) people.insert(id);
    if (programme != nullptr)
      for (const school::HoursBudget& budget : programme->hours)
        if (!budget.staff.empty()) people.insert(budget.staff);
    for (const auto& [key, participation] : school.participation)
      if (key.second == school_year && takes_part(key.first)) people.insert(key.first);
  }
  std::vector<HoursRow> rows;
  for (const std::string& id : people) {
    HoursRow row{id, context.staff_name(id), {}, 0};
    if (year != work.end())
      if (const auto done = year->second.staff.find(id); done != year->second.staff.end())
        row.work = done->second;
    row.budget = budget_of(programme, id, takes_part(id) || row.work.visits > 0);
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const HoursRow& a, const HoursRow& b) {
    return std::tie(a.name, a.staff) < std::tie(b.name, b.staff);
  });
  return rows;
}

}  // namespace homevisit::operations
