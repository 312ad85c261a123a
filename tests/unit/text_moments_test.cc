// Moments as people say them, by the school's clocks.
#include "text/moments.h"

#include <gtest/gtest.h>

namespace homevisit::text {
namespace {

std::int64_t at(const char* moment) { return parse_moment(moment).value_or(0); }

class MomentsTest : public testing::Test {
 protected:
  const Zone zone = *Zone::find("Europe/Amsterdam");
  const Catalogue& english = Catalogue::of("en");
  const Catalogue& dutch = Catalogue::of("nl");
  const std::int64_t now = at("2026-11-22T13:20:00Z");  // Sunday, 14:20

  std::string moment(const char* then) { return moment_words(english, zone, at(then), now); }
  std::string since(const char* then) { return since_words(english, zone, at(then), now); }
  std::string near(const char* then) { return near_words(english, zone, at(then), now); }
};

TEST_F(MomentsTest, NearOnesAreNamedByTheDay) {
  EXPECT_EQ(moment("2026-11-22T08:12:00Z"), "today at 9:12");
  EXPECT_EQ(moment("2026-11-21T23:05:00Z"), "today at 0:05") << "by the school's clocks";
  EXPECT_EQ(moment("2026-11-21T13:00:00Z"), "yesterday at 14:00");
  EXPECT_EQ(moment("2026-11-23T02:00:00Z"), "tomorrow at 3:00");
}

TEST_F(MomentsTest, OthersHaveWeekdayAndDateAndTheYearWhereItIsAnother) {
  EXPECT_EQ(moment("2026-11-16T08:12:00Z"), "Monday 16 November, 9:12");
  EXPECT_EQ(moment("2025-12-31T12:00:00Z"), "Wednesday 31 December 2025, 13:00");
}

TEST_F(MomentsTest, SaysHowLongItIs) {
  EXPECT_EQ(since("2026-11-16T08:12:00Z"), "Monday 16 November, 9:12 (6 days)");
  EXPECT_EQ(since("2026-11-21T13:20:00Z"), "yesterday at 14:20 (24 hours)");
  EXPECT_EQ(since("2026-11-22T11:50:00Z"), "today at 12:50 (90 minutes)");
  EXPECT_EQ(since("2026-11-22T13:19:00Z"), "today at 14:19 (1 minute)");
  EXPECT_EQ(since("2026-11-22T14:00:00Z"), "today at 15:00") << "the clock was set back";
}

TEST_F(MomentsTest, InShortTheWeekdayIsEnoughForAWeek) {
  EXPECT_EQ(near("2026-11-22T08:12:00Z"), "9:12 today");
  EXPECT_EQ(near("2026-11-16T08:12:00Z"), "Monday 9:12");
  EXPECT_EQ(near("2026-11-15T08:12:00Z"), "15 November");
}

TEST_F(MomentsTest, AreSaidInDutchToo) {
  EXPECT_EQ(since_words(dutch, zone, at("2026-11-16T08:12:00Z"), now),
            "maandag 16 november, 9:12 uur (6 dagen)");
  EXPECT_EQ(near_words(dutch, zone, at("2026-11-16T08:12:00Z"), now), "maandag 9:12 uur");
  EXPECT_EQ(near_words(dutch, zone, at("2026-11-22T08:12:00Z"), now), "vandaag 9:12 uur");
}

}  // namespace
}  // namespace homevisit::text
