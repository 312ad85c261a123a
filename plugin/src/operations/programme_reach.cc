#include "operations/programme_reach.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "domain/school/cadence.h"
#include "operations/progress_members.h"

namespace homevisit::operations {
namespace {

// 2 before 10, numbers before names.
std::pair<int, std::string> order_of(const std::string& year) {
  int number = 0;
  const auto read = std::from_chars(year.data(), year.data() + year.size(), number);
  const bool is_number = read.ec == std::errc() && read.ptr == year.data() + year.size();
  return {is_number ? number : 1 << 20, year};
}

}  // namespace

Result<Reach> reach_of(Context& context, const school::Programme& programme) {
  HV_ASSIGN(auto groups, context.roster->groups());
  std::erase_if(groups, [](const Group& group) { return group.home == Ternary::no; });
  std::stable_partition(groups.begin(), groups.end(),
                        [](const Group& group) { return group.home == Ternary::yes; });
  const Date today = context.today();
  HV_ASSIGN(Members members, Members::of(context, std::move(groups), today));
  HV_TRY(members.read_years(context));
  Reach reach;
  reach.by_rule.assign(programme.cohorts.size(), 0);
  std::set<std::string> years;
  HV_TRY(members.each([&](const std::string& id, const Member& member) -> Status {
    Student student;
    student.id = id;
    student.year = member.year;
    const std::span group(&members.groups()[member.row], 1);
    ++reach.students;
    const std::string& year = member.year.empty() ? group.front().year : member.year;
    if (!year.empty()) years.insert(year);
    if (school::turn_of(programme, student, group, {}, today) != school::Turn::not_in_programme)
      ++reach.reached;
    for (std::size_t i = 0; i < programme.cohorts.size(); ++i)
      if (school::is_about(programme.cohorts[i], student, group)) ++reach.by_rule[i];
    return ok();
  }));
  reach.years.assign(years.begin(), years.end());
  std::sort(reach.years.begin(), reach.years.end(),
            [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  return reach;
}

}  // namespace homevisit::operations
