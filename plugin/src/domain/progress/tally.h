// The figures of a class, a school or a board: sums over pupils, never a figure of one.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "domain/progress/columns.h"
#include "domain/school/programme.h"

namespace homevisit::progress {

struct Tally {
  int in_scope = 0;
  std::array<int, column_count> columns{};
  std::array<std::array<int, reached_count>, column_count> reached{};  // of those in each column
  int informed = 0, invited = 0, asked = 0, agreed = 0;
  // Whatever the answer is: a decline counts as an agreement does (R1, rule 3).
  int answered = 0, appointment_settled = 0, contact_settled = 0;
  int attempts = 0, not_spoken_attempts = 0;
  int cancelled_by_family = 0, cancelled_by_school = 0, no_show = 0;
  int held_at_home = 0, held_elsewhere = 0;
  int reports_in_time = 0, reports_late = 0, reports_missing = 0;
  int agreements_open = 0, agreements_overdue = 0;
  // R99: pupils with more than one guardian to be informed, and of these whose guardians all have
  // the notice; pupils of whom a guardian has still to hear of this school year's last talk.
  int of_two_guardians = 0, both_have_notice = 0, still_to_tell = 0;
  int silent = 0;  // R89: no contact since the day asked for
  std::array<int, 4> minutes{};
  std::array<int, 5> purposes{};
  std::map<std::string, int> interpreted;  // contacts, by the interpreter's language

  int column(Column c) const { return columns[static_cast<std::size_t>(c)]; }
  int held() const { return held_at_home + held_elsewhere; }
  int minutes_used() const { return minutes[0] + minutes[1] + minutes[2] + minutes[3]; }
  // R5: before there was any concern.
  int before_concern() const {
    return purposes[static_cast<std::size_t>(Purpose::acquaintance)] +
           purposes[static_cast<std::size_t>(Purpose::progress)];
  }

  void add(const Standing& standing);
  void add(const Tally& other);
};

// R89: no contact from `since` on. Families who asked to be left alone for now are not looked for.
bool is_silent(const Standing& standing, int since);

// R19: how the school's own planning stands beside its own calendar: of every hundred families in
// scope, how many would have been asked by now if the school asked evenly over the days on which
// families are visited, and how many were. Says nothing about any family: whatever they answered,
// they were asked.
struct Drift {
  int expected = 0, asked = 0;  // families
  bool behind = false;          // by more than a tenth of the scope
};
Drift drift_of(const Tally& tally, const school::Programme& programme, Date as_of);

}  // namespace homevisit::progress
