// Calendars as they are written: read back by libical, and looked at as text for what must not be
// in them.
#include "calendar/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>

namespace homevisit::calendar {
namespace {

using testing::HasSubstr;
using testing::Not;

class CalendarTest : public testing::Test {
 protected:
  std::string text() {
    auto written = write({"Huisbezoeken", zone_, 1'790'000'000'000, {event_}}, *Zone::find(zone_));
    EXPECT_TRUE(written);
    return written ? *written : "";
  }
  // The event as a calendar reads it, in seconds since 1970.
  std::pair<time_t, time_t> times() {
    const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> all(
        icalparser_parse_string(text().c_str()), icalcomponent_free);
    EXPECT_NE(all, nullptr);
    icalcomponent* event = icalcomponent_get_first_component(all.get(), ICAL_VEVENT_COMPONENT);
    const auto moment = [&](icaltimetype time) {
      return icaltime_as_timet_with_zone(time, icaltime_get_timezone(time));
    };
    return {moment(icalcomponent_get_dtstart(event)), moment(icalcomponent_get_dtend(event))};
  }
  static time_t seconds(const char* moment) {
    return static_cast<time_t>(*parse_moment(moment) / 1000);
  }

  std::string zone_ = "Europe/Amsterdam";
  Event event_{"0190a1b2-0000-7000-8000-000000000001",
               0,
               *parse_date("2026-12-01"),
               "19:00",
               60,
               Standing::confirmed,
               "Huisbezoek",
               "https://school.example/visits/0190a1b2-0000-7000-8000-000000000001"};
};

TEST_F(CalendarTest, TimesAreByTheClocksOfTheSchool) {
  EXPECT_EQ(times(),
            std::pair(seconds("2026-12-01T18:00:00.000Z"), seconds("2026-12-01T19:00:00.000Z")));
  event_.date = *parse_date("2027-06-01");
  EXPECT_EQ(times(),
            std::pair(seconds("2027-06-01T17:00:00.000Z"), seconds("2027-06-01T18:00:00.000Z")));
  EXPECT_THAT(text(), HasSubstr("DTSTART;TZID=Europe/Amsterdam:20270601T190000\r\n"));
  EXPECT_THAT(text(), HasSubstr("TZID:Europe/Amsterdam\r\n"));
}

TEST_F(CalendarTest, TheHistoryOfTheZoneStaysOut) {
  EXPECT_THAT(text(), Not(HasSubstr("TZNAME:AMT")));
  EXPECT_LT(text().size(), 2000u);
}

TEST_F(CalendarTest, AVisitMayGoOnPastMidnight) {
  event_.start_time = "23:30";
  EXPECT_EQ(times().second, seconds("2026-12-01T23:30:00.000Z"));
}

TEST_F(CalendarTest, AZoneThatIsNotKnownGivesTimesInUtc) {
  zone_ = "Etc/GMT-5";
  EXPECT_EQ(times().first, seconds("2026-12-01T14:00:00.000Z"));
}

TEST_F(CalendarTest, WithoutATimeItIsTheWholeDay) {
  event_.start_time = "";
  EXPECT_THAT(text(), HasSubstr("DTSTART;VALUE=DATE:20261201\r\n"));
  EXPECT_THAT(text(), Not(HasSubstr("DTEND")));
}

TEST_F(CalendarTest, TheNumberStaysAndTheSequenceCounts) {
  EXPECT_THAT(text(), HasSubstr("UID:0190a1b2-0000-7000-8000-000000000001\r\n"));
  EXPECT_THAT(text(), HasSubstr("SEQUENCE:0\r\n"));
  event_.sequence = 3;
  EXPECT_THAT(text(), HasSubstr("UID:0190a1b2-0000-7000-8000-000000000001\r\n"));
  EXPECT_THAT(text(), HasSubstr("SEQUENCE:3\r\n"));
}

TEST_F(CalendarTest, WhatWasCalledOffIsSaidToBe) {
  EXPECT_THAT(text(), HasSubstr("STATUS:CONFIRMED\r\n"));
  event_.standing = Standing::cancelled;
  EXPECT_THAT(text(), HasSubstr("STATUS:CANCELLED\r\n"));
  event_.standing = Standing::tentative;
  EXPECT_THAT(text(), HasSubstr("STATUS:TENTATIVE\r\n"));
}

TEST_F(CalendarTest, NobodyIsNamed) {
  for (const char* property :
       {"ATTENDEE", "ORGANIZER", "LOCATION", "DESCRIPTION", "COMMENT", "GEO"})
    EXPECT_THAT(text(), Not(HasSubstr(property)));
  EXPECT_THAT(text(), HasSubstr("CLASS:PRIVATE\r\n"));
}

TEST_F(CalendarTest, WhatLooksLikeALineOfACalendarIsText) {
  event_.summary = "a\nSTATUS:CANCELLED,b;c\\d";
  EXPECT_THAT(text(), HasSubstr("SUMMARY:a\\nSTATUS:CANCELLED\\,b\\;c\\\\d\r\n"));
}

}  // namespace
}  // namespace homevisit::calendar
