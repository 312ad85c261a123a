// When bulk work may run: in the school's night, also on the nights when the clocks are changed.
#include "sync/schedule.h"

#include <gtest/gtest.h>

namespace homevisit::sync {
namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;

std::int64_t at(const char* moment) { return parse_moment(moment).value_or(0); }
Zone amsterdam() { return *Zone::find("Europe/Amsterdam"); }

// "from – to" of the window around or after a moment.
std::string window(const BulkHours& hours, const char* moment) {
  const Window found = bulk_window(hours, amsterdam(), at(moment));
  return format_moment(found.from).substr(0, 16) + " " + format_moment(found.to).substr(0, 16);
}

TEST(BulkWindow, OfTheNightReachesOverMidnight) {
  const BulkHours night;  // 22:00 to 06:00; in November an hour ahead of UTC
  const char* const tonight = "2026-11-18T21:00 2026-11-19T05:00";
  EXPECT_EQ(window(night, "2026-11-18T12:00:00Z"), tonight) << "by day, the next one";
  EXPECT_EQ(window(night, "2026-11-18T21:00:00Z"), tonight);
  EXPECT_EQ(window(night, "2026-11-18T23:30:00Z"), tonight) << "after midnight";
  EXPECT_EQ(window(night, "2026-11-19T04:59:59Z"), tonight);
  EXPECT_EQ(window(night, "2026-11-19T05:00:00Z"), "2026-11-19T21:00 2026-11-20T05:00");
}

TEST(BulkWindow, WithinADayStaysInIt) {
  const BulkHours noon{12 * 60, 13 * 60 + 30};
  EXPECT_EQ(window(noon, "2026-11-18T12:00:00Z"), "2026-11-18T11:00 2026-11-18T12:30");
  EXPECT_EQ(window(noon, "2026-11-18T12:30:00Z"), "2026-11-19T11:00 2026-11-19T12:30");
}

TEST(BulkWindow, OfTwoTimesAlikeIsTheWholeDay) {
  const BulkHours always{3 * 60, 3 * 60};
  EXPECT_EQ(window(always, "2026-11-18T01:59:00Z"), "2026-11-17T02:00 2026-11-18T02:00");
  EXPECT_EQ(window(always, "2026-11-18T02:00:00Z"), "2026-11-18T02:00 2026-11-19T02:00");
}

// In 2026 the clocks of Amsterdam leap on 29 March from 2:00 to 3:00 and go back on 25 October.
TEST(BulkWindow, GoesByTheSchoolsClocksWhenTheyAreChanged) {
  const BulkHours night;
  EXPECT_EQ(window(night, "2026-03-29T00:30:00Z"), "2026-03-28T21:00 2026-03-29T04:00");
  EXPECT_EQ(window(night, "2026-10-25T00:30:00Z"), "2026-10-24T20:00 2026-10-25T05:00");
}

TEST(BulkWindow, ThatBeginsInTheHourThatIsNotThereBeginsWithTheLeap) {
  const BulkHours early{2 * 60 + 30, 5 * 60};
  EXPECT_EQ(window(early, "2026-03-29T00:00:00Z"), "2026-03-29T01:00 2026-03-29T03:00");
}

TEST(BulkWindow, ThatEndsInTheHourThatComesTwiceEndsTheFirstTime) {
  const BulkHours late{23 * 60, 2 * 60 + 30};
  EXPECT_EQ(window(late, "2026-10-24T22:00:00Z"), "2026-10-24T21:00 2026-10-25T00:30");
  EXPECT_EQ(window(late, "2026-10-25T00:45:00Z"), "2026-10-25T22:00 2026-10-26T01:30");
}

class BulkDue : public testing::Test {
 protected:
  std::string due(const char* now) const {
    return format_moment(bulk_due(task, BulkHours(), amsterdam(), at(now))).substr(0, 16);
  }
  journal::SyncTask task;
};

TEST_F(BulkDue, IsOnceInANight) {
  EXPECT_EQ(due("2026-11-18T12:00:00Z"), "2026-11-18T21:00") << "never done: not by day either";
  EXPECT_EQ(due("2026-11-18T22:00:00Z"), "2026-11-18T21:00");
  task.succeeded_at = at("2026-11-18T21:01:00Z");
  EXPECT_EQ(due("2026-11-18T22:00:00Z"), "2026-11-19T21:00");
  EXPECT_EQ(due("2026-11-19T12:00:00Z"), "2026-11-19T21:00");
}

TEST_F(BulkDue, AfterAFailureIsTriedAgainInTheSameNightAndNotByDay) {
  task.failures = 3;
  task.finished_at = at("2026-11-18T22:00:00Z");
  EXPECT_EQ(due("2026-11-18T22:01:00Z"), "2026-11-18T22:04");
  task.finished_at = at("2026-11-19T04:58:00Z");
  EXPECT_EQ(due("2026-11-19T04:59:00Z"), "2026-11-19T21:00");
}

TEST_F(BulkDue, IsNotPutOffByAClockThatWasSetBack) {
  task.succeeded_at = at("2031-01-01T00:00:00Z");
  EXPECT_EQ(due("2026-11-18T22:00:00Z"), "2026-11-18T21:00");
}

TEST(IntervalDue, ComesSoLongAfterItWasLastDoneByWhomever) {
  journal::SyncTask task;
  const std::int64_t now = at("2026-11-18T12:00:00Z");
  EXPECT_EQ(interval_due(task, 15 * minute, 0, now), 0) << "never done";
  EXPECT_EQ(interval_due(task, 15 * minute, now - minute, now), now + 14 * minute);
  task.succeeded_at = now - 10 * minute;
  EXPECT_EQ(interval_due(task, 15 * minute, now - hour, now), now + 5 * minute);
}

TEST(IntervalDue, AfterFailuresBacksOffAnHourAtMost) {
  journal::SyncTask task;
  const std::int64_t now = at("2026-11-18T12:00:00Z");
  task.finished_at = now;
  const std::int64_t waits[] = {1, 2, 4, 8, 16, 32, 60, 60};
  for (const std::int64_t wait : waits) {
    ++task.failures;
    EXPECT_EQ(interval_due(task, 0, now - hour, now), now + wait * minute) << task.failures;
  }
}

}  // namespace
}  // namespace homevisit::sync
