// R52, R57: what staff did is kept of each student and summed without the histories.
#include "domain/work_done.h"

#include <gtest/gtest.h>

namespace homevisit {
namespace {

Visit visit(const char* id, const char* date, VisitState state,
            const std::vector<std::string>& visitors) {
  Visit made;
  made.id = id;
  made.date = *parse_date(date);
  made.state = state;
  made.visitors = visitors;
  made.minutes = {45, 30, -1, 20};
  return made;
}

History history_of(std::vector<Change> changes, const char* by = "m1") {
  std::vector<DossierEvent> events;
  for (Change& change : changes) {
    const auto seq = static_cast<std::int64_t>(events.size() + 1);
    events.push_back({"e" + std::to_string(seq), seq, 86'400'000, by, "Name", std::move(change)});
  }
  return fold(events);
}

const auto any_day = [](std::int64_t) { return *parse_date("2026-10-01"); };

TEST(WorkDoneTest, R52_TheWorkOfAllIsTheSumOfWhatIsKeptOfEach) {
  WorkDone work;
  const auto add = [&](const History& history) {
    ASSERT_TRUE(add_work(work, write_work(history), any_day).ok());
  };
  // An id of a system may hold anything.
  const std::string odd = "m 2\n3";
  add(history_of({VisitRecorded{visit("a", "2026-10-01", VisitState::held, {"m1", odd})},
                  VisitPlanned{visit("b", "2026-12-01", VisitState::confirmed, {"m1"})},
                  VisitRecorded{visit("c", "2026-05-01", VisitState::held, {odd})}}));
  add(history_of({VisitRecorded{visit("d", "2026-10-02", VisitState::held, {odd})}}, odd.c_str()));
  add(history_of({}));
  const StaffWork first = work["2026-2027"].staff["m1"];
  EXPECT_EQ(first.visits, 1);
  EXPECT_EQ(first.planned, 1);
  EXPECT_EQ(first.reporting, 20) << "the report is written by one of them";
  EXPECT_EQ(first.minutes(), 95) << "what was not said is nothing";
  const StaffWork second = work["2026-2027"].staff[odd];
  EXPECT_EQ(second.visits, 2);
  EXPECT_EQ(second.minutes(), 45 + 30 + 95);
  EXPECT_EQ(work["2025-2026"].staff[odd].visits, 1);
}

TEST(WorkDoneTest, WhatIsDamagedIsSaid) {
  WorkDone work;
  for (const char* kept : {"", "\n2026-2027 1 0", "\n2026-2027 1 0 45 30 0 x 2 m1\n",
                           "\n2026-2027 1 0 45 30 0 20 99 m1\n"})
    EXPECT_EQ(add_work(work, kept, any_day).error().status, HV_DATA_LOSS) << kept;
}

}  // namespace
}  // namespace homevisit
