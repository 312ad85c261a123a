// An appointment that is still to come: what changes it and what leaves it as it is, through
// hv_call. Today is 2026-10-12, the appointment on the 20th.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AppointmentTest : public PlanningTest {
 protected:
  // The states of the visits, the last first.
  std::string states(const char* student = alone) {
    const Reply history = host_.history(mentor, student);
    std::string all;
    for (std::size_t i = 0; i < history["timeline"].size(); ++i)
      if (const json::Value at = history["timeline"].at(i)["visit"]; at.exists())
        all += std::string(at["date"].text()) + " " + std::string(at["state"].text()) + ", ";
    return all;
  }
  static std::string report(const std::string& id, const std::string& more = "") {
    return visit(id, R"(,"date":"2026-10-12","report":{"key_points":["x"]})" + more);
  }
  std::string page(const char* view, const std::string& id, const std::string& more = "") {
    return host_.render(mentor, view, visit(id, more));
  }
};

TEST_F(AppointmentTest, R59_AReportOfAnEarlierDayAsksWhetherItIsOfTheAppointment) {
  const std::string id = plan();
  const Reply reply = host_.refused(mentor, "visit.record", report(id));
  EXPECT_EQ(reply.code(), "appointment_to_come");
  EXPECT_EQ(reply.pointer(), "/appointment");
  EXPECT_EQ(states(), "2026-10-20 proposed, ");
}

TEST_F(AppointmentTest, R59_AnotherTalkLeavesTheAppointmentStanding) {
  const std::string id = plan();
  const Reply reply =
      host_.write(mentor, "visit.record", report(id, R"(,"appointment":"stands")"));
  EXPECT_NE(reply.get("visit"), id);
  EXPECT_EQ(states(), "2026-10-20 proposed, 2026-10-12 held, ");
}

TEST_F(AppointmentTest, R59_OneThatTookPlaceEarlierIsTheAppointment) {
  const std::string id = plan();
  const Reply reply =
      host_.write(mentor, "visit.record", report(id, R"(,"appointment":"held_earlier")"));
  EXPECT_EQ(reply.get("visit"), id);
  EXPECT_EQ(states(), "2026-10-12 held, ");
}

TEST_F(AppointmentTest, R98_NorIsItUsedUpByADayOnWhichNobodyWasThere) {
  const std::string id = plan();
  const Reply reply = host_.refused(mentor, "visit.record",
                                    visit(id, R"(,"date":"2026-10-12","state":"no_show")"));
  EXPECT_EQ(reply.code(), "appointment_to_come");
}

TEST_F(AppointmentTest, R59_OnItsDayNothingIsAsked) {
  const std::string id = plan(R"(,"date":"2026-10-12")");
  EXPECT_EQ(host_.write(mentor, "visit.record", report(id)).get("visit"), id);
}

TEST_F(AppointmentTest, R42_UntilTheDayThePageLeadsToTheVisitFirst) {
  const auto button = [&](const std::string& id) {
    const std::string html = page("visit.page", id);
    const std::size_t at = html.find("hv-button\" href=\"");
    return html.substr(at, html.find('>', at) - at);
  };
  EXPECT_THAT(button(plan()), HasSubstr("/before"));
  EXPECT_THAT(button(plan(R"(,"date":"2026-10-12")")), HasSubstr("/visits/new?visit="));
}

TEST_F(AppointmentTest, R59_TheFormAsksWhileTheDayIsStillToCome) {
  EXPECT_THAT(page("visit.form", plan()), HasSubstr("name=\"/appointment\""));
  EXPECT_THAT(page("visit.form", plan(), R"(,"nobody_met":"1")"),
              HasSubstr("name=\"/appointment\""));
  EXPECT_THAT(page("visit.form", plan(R"(,"date":"2026-10-12")")),
              Not(HasSubstr("name=\"/appointment\"")));
}

}  // namespace
}  // namespace host_test
