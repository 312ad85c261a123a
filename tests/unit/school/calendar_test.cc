// R24: days on which nobody is visited, for everybody alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/school/feast_days.h"
#include "domain/school/holiday_file.h"

namespace homevisit::school {
namespace {

Date day(const char* text) { return *parse_date(text); }

std::vector<FeastDays> of(Feast feast, const char* year) {
  std::vector<FeastDays> found;
  for (const FeastDays& days : feast_days(year))
    if (days.feast == feast) found.push_back(days);
  return found;
}

Date first(Feast feast, const char* year) {
  const auto found = of(feast, year);
  EXPECT_EQ(found.size(), 1u) << year << " " << static_cast<int>(feast);
  return found.empty() ? Date{} : found.front().from;
}

// R24
TEST(ClosedDays, R24_EasterIsWhereTheChurchesHaveIt) {
  EXPECT_EQ(easter(2026), day("2026-04-05"));
  EXPECT_EQ(easter(2027), day("2027-03-28"));
  EXPECT_EQ(easter(2028), day("2028-04-16"));
  EXPECT_EQ(easter(2038), day("2038-04-25"));  // the latest there is
  EXPECT_EQ(orthodox_easter(2026), day("2026-04-12"));
  EXPECT_EQ(orthodox_easter(2027), day("2027-05-02"));
  EXPECT_EQ(orthodox_easter(2028), day("2028-04-16"));
}

// R24
TEST(ClosedDays, R24_FeastsOfSeveralReligionsFallWhereTheirCalendarsSay) {
  EXPECT_EQ(first(Feast::whitsun, "2026-2027"), day("2027-05-16"));
  EXPECT_EQ(first(Feast::ascension, "2026-2027"), day("2027-05-06"));
  EXPECT_EQ(first(Feast::rosh_hashanah, "2026-2027"), day("2026-09-12"));
  EXPECT_EQ(first(Feast::yom_kippur, "2026-2027"), day("2026-09-21"));
  EXPECT_EQ(first(Feast::pesach, "2026-2027"), day("2027-04-22"));
  EXPECT_EQ(first(Feast::shavuot, "2026-2027"), day("2027-06-11"));
  EXPECT_EQ(first(Feast::rosh_hashanah, "2027-2028"), day("2027-10-02"));
  EXPECT_EQ(first(Feast::rosh_hashanah, "2028-2029"), day("2028-09-21"));
  EXPECT_EQ(first(Feast::pesach, "2029-2030"), day("2030-04-18"));
  EXPECT_EQ(first(Feast::diwali, "2026-2027"), day("2026-11-08"));
}

// R24: within a day of the dates that mosques in Europe announce.
TEST(ClosedDays, R24_IslamicFeastsAreAtMostADayAway) {
  const std::pair<Feast, std::pair<const char*, const char*>> announced[] = {
      {Feast::eid_al_fitr, {"2026-2027", "2027-03-09"}},
      {Feast::eid_al_adha, {"2026-2027", "2027-05-16"}},
      {Feast::eid_al_fitr, {"2027-2028", "2028-02-26"}},
      {Feast::eid_al_adha, {"2027-2028", "2028-05-05"}},
      {Feast::eid_al_fitr, {"2028-2029", "2029-02-14"}},
      {Feast::eid_al_adha, {"2028-2029", "2029-04-24"}},
  };
  for (const auto& [feast, when] : announced)
    EXPECT_LE(std::abs(days_between(first(feast, when.first), day(when.second))), 1)
        << when.second << " " << format_date(first(feast, when.first));
}

// R24
TEST(ClosedDays, R24_AllDaysLieInTheirSchoolYearAndInOrder) {
  for (const char* year : {"2026-2027", "2027-2028", "2028-2029", "2029-2030"}) {
    const auto days = feast_days(year);
    EXPECT_GE(days.size(), 19u) << year;
    Date last = day("2000-01-01");
    for (const FeastDays& one : days) {
      EXPECT_GE(one.from, last);
      EXPECT_LE(one.from, one.to);
      EXPECT_EQ(format_date(school_year_start(one.from)).substr(0, 4), std::string(year, 4));
      last = one.from;
    }
  }
}

const char* const calendar =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261017\r\nDTEND;VALUE=DATE:20261026\r\n"
    "SUMMARY:Herfstvakantie\\, regio \r\n Midden\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART:20270210T083000Z\r\nDTEND:20270210T160000Z\r\n"
    "SUMMARY:Studiedag\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270427\r\nSUMMARY:Koningsdag\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20281017\r\nDTEND;VALUE=DATE:20281026\r\n"
    "SUMMARY:Later\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

// R24
TEST(ClosedDays, R24_HolidaysAreReadFromACalendarFile) {
  const auto days = read_holidays(calendar, "2026-2027");
  ASSERT_TRUE(days);
  ASSERT_EQ(days->size(), 3u);
  EXPECT_EQ(days->at(0).name, "Herfstvakantie, regio Midden");
  EXPECT_EQ(days->at(0).from, day("2026-10-17"));
  EXPECT_EQ(days->at(0).to, day("2026-10-25"));
  EXPECT_EQ(days->at(1).to, day("2027-02-10"));
  EXPECT_EQ(days->at(2).to, day("2027-04-27"));
}

TEST(HolidayFile, SaysWhatIsTheMatter) {
  EXPECT_EQ(read_holidays("hello", "2026-2027").error().code, "no_calendar");
  EXPECT_EQ(read_holidays("", "2026-2027").error().code, "no_calendar");
  EXPECT_EQ(read_holidays(calendar, "2030-2031").error().code, "calendar_other_year");
  std::string many = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 300; ++i) many += "BEGIN:VEVENT\nDTSTART:20261017\nSUMMARY:x\nEND:VEVENT\n";
  EXPECT_EQ(read_holidays(many, "2026-2027").error().code, "calendar_too_long");
  // Cut anywhere it is refused: half of the holidays are none.
  const std::string whole = calendar;
  for (std::size_t n = 0; n + 3 < whole.size(); ++n)
    EXPECT_FALSE(read_holidays(whole.substr(0, n), "2026-2027")) << n;
}

}  // namespace
}  // namespace homevisit::school
