#include "operations/progress_members.h"

#include <algorithm>

namespace homevisit::operations {

Result<Members> Members::of(Context& context, std::vector<Group> groups, Date day) {
  Members members(std::move(groups), day);
  HV_TRY(read(context, std::span(&members, 1)));
  return members;
}

Result<std::array<Members, 2>> Members::of_two(Context& context, const std::vector<Group>& groups,
                                               std::array<Date, 2> days) {
  std::array<Members, 2> members{Members(groups, days[0]), Members(groups, days[1])};
  HV_TRY(read(context, members));
  return members;
}

// One row of the roster on a day. `same`: the row before it was of this pupil in this class too.
void Members::take(Reading& reading, bool same, std::uint32_t row, const std::string& student,
                   std::string_view guardian) {
  if (!same) {
    const auto [place, is_new] = by_student_.try_emplace(student);
    Member& member = place->second;
    reading.fresh = is_new ? &member : nullptr;
    if (is_new) {
      member.row = row;
      member.guardians = static_cast<std::uint32_t>(guardians_.size());
      ++reading.pupils[row];
    } else if (row < member.row) {
      --reading.pupils[member.row];
      member.row = row;
      ++reading.pupils[row];
    }
  }
  if (reading.fresh == nullptr || guardian.empty()) return;
  guardians_.emplace_back(guardian);
  ++reading.fresh->guardian_count;
}

// The rows of one pupil in one class stand together: one for each guardian, on each of the days.
Status Members::read(Context& context, std::span<Members> days) {
  const std::vector<Group>& groups = days.front().groups_;
  std::unordered_map<std::string, std::uint32_t> rows;
  for (const Group& group : groups) rows.emplace(group.id, static_cast<std::uint32_t>(rows.size()));
  const bool one_class = groups.size() == 1;
  std::size_t students = 0;
  if (!one_class) {
    HV_ASSIGN(const auto counts, context.roster->counts());
    students = static_cast<std::size_t>(counts.students);
  }
  std::vector<Reading> readings(days.size());
  std::vector<Date> dates;
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i].one_class_ = one_class;
    days[i].by_student_.reserve(students);
    readings[i].pupils.resize(groups.size());
    dates.push_back(days[i].day_);
  }

  std::string group_now, student_now;
  auto row = rows.end();
  unsigned seen = 0;  // the days on which this pupil stood in this class in a row before
  HV_TRY(context.roster->each_member(one_class ? groups.front().id : "", dates,
                                     [&](std::string_view group, std::string_view student,
                                         std::string_view guardian, unsigned on) -> Status {
                                       const bool same_group = group == group_now;
                                       if (!same_group) {
                                         group_now = group;
                                         row = rows.find(group_now);
                                       }
                                       if (row == rows.end()) return ok();
                                       if (!same_group || student != student_now) {
                                         student_now = student;
                                         seen = 0;
                                       }
                                       for (std::size_t i = 0; i < days.size(); ++i)
                                         if ((on >> i & 1) != 0)
                                           days[i].take(readings[i], (seen >> i & 1) != 0,
                                                        row->second, student_now, guardian);
                                       seen |= on;
                                       return ok();
                                     }));
  for (std::size_t i = 0; i < days.size(); ++i) days[i].leave_out_empty(readings[i].pupils);
  return ok();
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
