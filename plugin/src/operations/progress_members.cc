#include "operations/progress_members.h"

#include <algorithm>

namespace homevisit::operations {

Result<Members> Members::of(Context& context, std::vector<Group> groups, Date day) {
  Members members(std::move(groups), day);
  members.one_class_ = members.groups_.size() == 1;
  std::unordered_map<std::string_view, std::uint32_t> rows;
  for (const Group& group : members.groups_)
    rows.emplace(group.id, static_cast<std::uint32_t>(rows.size()));
  if (!members.one_class_) {
    HV_ASSIGN(const auto counts, context.roster->counts());
    members.by_student_.reserve(static_cast<std::size_t>(counts.students));
  }

  std::vector<int> pupils(members.groups_.size());
  // The rows of one pupil in one class stand together: one for each guardian.
  std::string group_now, student_now;
  auto row = rows.end();
  Member* fresh = nullptr;  // whose guardians are coming
  HV_TRY(context.roster->each_member(
      members.one_class_ ? members.groups_.front().id : "", day,
      [&](std::string_view group, std::string_view student, std::string_view guardian) -> Status {
        const bool same_group = group == group_now;
        if (!same_group) {
          group_now = group;
          row = rows.find(group_now);
        }
        if (row == rows.end()) return ok();
        if (!same_group || student != student_now) {
          student_now = student;
          fresh = nullptr;
          const auto [place, is_new] = members.by_student_.try_emplace(student_now);
          Member& member = place->second;
          if (is_new) {
            fresh = &member;
            member.row = row->second;
            member.guardians = static_cast<std::uint32_t>(members.guardians_.size());
            ++pupils[member.row];
          } else if (row->second < member.row) {
            --pupils[member.row];
            member.row = row->second;
            ++pupils[member.row];
          }
        }
        if (fresh != nullptr && !guardian.empty()) {
          members.guardians_.emplace_back(guardian);
          ++fresh->guardian_count;
        }
        return ok();
      }));
  members.leave_out_empty(pupils);
  return members;
}

void Members::leave_out_empty(const std::vector<int>& pupils) {
  if (std::find(pupils.begin(), pupils.end(), 0) == pupils.end()) return;
  std::vector<std::uint32_t> moved(groups_.size());
  std::vector<Group> kept;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (pupils[i] == 0) continue;
    moved[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(groups_[i]));
  }
  for (auto& [student, member] : by_student_) member.row = moved[member.row];
  groups_ = std::move(kept);
}

Member* Members::find(std::string_view student) {
  const auto found = by_student_.find(student);
  return found == by_student_.end() ? nullptr : &found->second;
}

Status Members::read_years(Context& context) {
  if (!one_class_)
    return context.roster->each_year([&](std::string_view student, std::string_view year) {
      if (Member* member = find(student)) member->year = year;
      return ok();
    });
  for (const Group& group : groups_) {
    HV_ASSIGN(const auto students, context.roster->students_of_group(group.id, day_));
    for (const Student& student : students)
      if (Member* member = find(student.id)) member->year = student.year;
  }
  return ok();
}

Result<std::optional<Date>> Members::first_day(Context& context, const std::string& student,
                                               Member& member) {
  if (one_class_) return context.roster->first_day(student);
  if (!first_days_read_) {
    HV_TRY(context.roster->each_first_day([&](std::string_view one, std::optional<Date> day) {
      if (Member* other = find(one)) other->first_day = day;
      return ok();
    }));
    first_days_read_ = true;
  }
  return member.first_day;
}

}  // namespace homevisit::operations
