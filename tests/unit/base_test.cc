#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/random.h"
#include "base/utf8.h"
#include "base/uuid.h"

namespace homevisit {
namespace {

TEST(Date, ReadsOnlyDaysThatTheCalendarHas) {
  EXPECT_EQ(format_date(*parse_date("2024-02-29")), "2024-02-29");
  for (const char* bad :
       {"2023-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-10-12 ",
        "1899-12-31", "2201-01-01", "", "2026/10/12", "-026-10-12"})
    EXPECT_FALSE(parse_date(bad)) << bad;
}

TEST(Date, SchoolYearStartsOnTheFirstOfAugust) {
  EXPECT_EQ(format_date(school_year_start(*parse_date("2026-07-31"))), "2025-08-01");
  EXPECT_EQ(format_date(school_year_start(*parse_date("2026-08-01"))), "2026-08-01");
  EXPECT_EQ(format_date(next_school_year_start(*parse_date("2026-11-22"))), "2027-08-01");
}

TEST(Date, AgeChangesOnTheBirthdayAndForALeapDayOnTheFirstOfMarch) {
  EXPECT_EQ(age_on(*parse_date("2010-11-23"), *parse_date("2026-11-22")), 15);
  EXPECT_EQ(age_on(*parse_date("2010-11-22"), *parse_date("2026-11-22")), 16);
  EXPECT_EQ(age_on(*parse_date("2008-02-29"), *parse_date("2026-02-28")), 17);
  EXPECT_EQ(age_on(*parse_date("2008-02-29"), *parse_date("2026-03-01")), 18);
}

TEST(Date, AMomentBecomesTheDayOfItsZone) {
  const auto ms = *parse_moment("2026-07-01T22:30:00Z");
  EXPECT_EQ(format_moment(ms), "2026-07-01T22:30:00.000Z");
  const auto amsterdam = Zone::find("Europe/Amsterdam");
  ASSERT_TRUE(amsterdam);
  EXPECT_EQ(format_date(amsterdam->date_at(ms)), "2026-07-02");
  EXPECT_EQ(amsterdam->time_at(ms), "00:30");
  EXPECT_EQ(Zone::find("Europe/Nergens").error().status, HV_INVALID_ARGUMENT);
}

TEST(Uuid, CarriesItsMomentAndReadsBack) {
  const FixedClock clock(1'791'000'000'123);
  const Uuid id = Uuid::make(clock, system_random());
  EXPECT_EQ(id.ms(), 1'791'000'000'123);
  EXPECT_EQ(id.text().size(), 36u);
  EXPECT_EQ(id.text()[14], '7');
  EXPECT_EQ(Uuid::parse(id.text()), id);
  EXPECT_FALSE(Uuid::parse("018bcfe5-687f-4b54-8f0a-2d1f5f6e7a10"));  // version 4
  EXPECT_FALSE(Uuid::parse("018bcfe5687f-7b54-8f0a-2d1f5f6e7a10-"));
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_FALSE(find_invalid_utf8("Gïjs 🙂 \xEF\xBF\xBF"));
  EXPECT_EQ(find_invalid_utf8("ab\xC0\xAF"), 2u);        // overlong
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(find_invalid_utf8("abc\xE2\x82"), 3u);       // cut off
  EXPECT_EQ(count_code_points("Gïjs 🙂"), 6u);
}

}  // namespace
}  // namespace homevisit
