// Appointments in a calendar, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class CalendarTest : public PlanningTest {
 protected:
  std::string feed(const char* actor = mentor) {
    return std::string(
        host_.call(actor, "calendar.feed", R"({"address":"https://visits.example"})")["calendar"]
            .text());
  }
};

TEST_F(CalendarTest, R24_AVisitorsCalendarHoldsTheirVisitsAndNobodysName) {
  const std::string id = plan(R"(,"start_time":"19:00","at_guardian":"g-solo")");
  EXPECT_THAT(feed(), HasSubstr("UID:" + id));
  EXPECT_THAT(feed(), HasSubstr("DTSTART;TZID=Europe/Amsterdam:20261020T190000"));
  EXPECT_THAT(feed(), HasSubstr("STATUS:TENTATIVE"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:0"));
  for (const char* word : {"s-alone", "Yara", "Smit", "g-solo", "hh-white", "Ilse"})
    EXPECT_THAT(feed(), Not(HasSubstr(word)));
  EXPECT_THAT(feed(teacher), Not(HasSubstr(id)));

  host_.write(mentor, "visit.change",
              visit(id, R"(,"state":"rescheduled","date":"2026-10-27","start_time":"20:00")"));
  EXPECT_THAT(feed(), HasSubstr("DTSTART;TZID=Europe/Amsterdam:20261027T200000"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:1"));
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"cancelled_by_school")"));
  EXPECT_THAT(feed(), HasSubstr("UID:" + id));
  EXPECT_THAT(feed(), HasSubstr("STATUS:CANCELLED"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:2"));
}

TEST_F(CalendarTest, OneAppointmentIsAFileOfItsOwn) {
  const std::string id = plan();
  const std::string other = plan();
  const Reply reply = host_.call(mentor, "visit.calendar", visit(id));
  EXPECT_THAT(std::string(reply["calendar"].text()), HasSubstr("UID:" + id));
  EXPECT_THAT(reply.text, Not(HasSubstr(other)));
  EXPECT_EQ(host_.call(other_mentor, "visit.calendar", visit(id)).code(), "unknown_student");
}

TEST_F(CalendarTest, AfterARebuildTheSameStandsInIt) {
  plan(R"(,"start_time":"19:00")");
  const std::string before = feed();
  EXPECT_EQ(host_.call(it, "projection.rebuild", "{}").status, HV_OK);
  EXPECT_EQ(feed(), before);
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

}  // namespace
}  // namespace host_test
