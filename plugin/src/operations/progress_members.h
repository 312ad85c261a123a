// Who counts in the progress of a day: the pupils of the classes asked for, each in one of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "operations/context.h"

namespace homevisit::operations {

struct Member {
  std::uint32_t row = 0;                            // place of the class
  std::uint32_t guardians = 0, guardian_count = 0;  // where they stand; see Members::guardians
  bool counted = false;
  std::optional<Date> first_day;
  std::string year;  // where it was asked for and the roster says it
};

// About 200 bytes for each pupil with two guardians.
class Members {
 public:
  // `groups`: where a pupil is in several of them, she counts in the first.
  static Result<Members> of(Context& context, std::vector<Group> groups, Date day);
  // Of two days, by one walk.
  static Result<std::array<Members, 2>> of_two(Context& context, const std::vector<Group>& groups,
                                               std::array<Date, 2> days);

  // The classes with somebody in them, in the order in which they were asked for.
  const std::vector<Group>& groups() const { return groups_; }
  Member* find(std::string_view student);
  // Who are to be informed (R99).
  std::span<const std::string> guardians(const Member& member) const {
    return std::span(guardians_).subspan(member.guardians, member.guardian_count);
  }
  // `visit(id, Member&)` for each of them, in no order; an error ends the walk.
  template <typename Visit>
  Status each(Visit&& visit) {
    for (auto& [student, member] : by_student_) HV_TRY(visit(student, member));
    return ok();
  }

  // What the rules about who is due look at.
  Status read_years(Context& context);
  Result<std::optional<Date>> first_day(Context& context, const std::string& student,
                                        Member& member);

 private:
  explicit Members(std::vector<Group> groups, Date day) : groups_(std::move(groups)), day_(day) {}
  static Status read(Context& context, std::span<Members> days);
  // While the rows of the classes are read.
  struct Reading {
    Member* fresh = nullptr;  // whose guardians are coming
    std::vector<int> pupils;  // of each class
  };
  void take(Reading& reading, bool same, std::uint32_t row, const std::string& student,
            std::string_view guardian);
  void leave_out_empty(const std::vector<int>& pupils);  // of each class

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
  };
  std::vector<Group> groups_;
  Date day_;
  std::unordered_map<std::string, Member, Hash, std::equal_to<>> by_student_;
  std::vector<std::string> guardians_;
  bool one_class_ = false;
  bool first_days_read_ = false;
};

}  // namespace homevisit::operations
