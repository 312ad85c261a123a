// The colleague in the background of a visit, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

// Today, in the evening.
class EveningTest : public PlanningTest {
 protected:
  EveningTest() : PlanningTest("2026-10-12T18:30:00Z") { welcome(); }  // 20:30 at the school
  std::string tonight(const char* from) {
    return host_
        .write(mentor, "visit.plan",
               of(alone, R"("date":"2026-10-12","state":"confirmed","start_time":")" +
                             std::string(from) + R"(","backstop":{"staff":"c1"})"))
        .get("visit");
  }
  std::string state() {
    const Reply list = host_.call(care, "backstop.list", "{}");
    return list["visits"].size() == 1 ? std::string(list["visits"].at(0)["state"].text())
                                      : std::to_string(list["visits"].size());
  }
};

TEST_F(EveningTest, R44_TheBackstopSeesWhoIsOutAndWhoIsMissedAndNothingOfTheFamily) {
  const std::string id = tonight("20:00");
  EXPECT_EQ(state(), "to_come");
  host_.write(mentor, "visit.check_in", visit(id, R"(,"time":"20:05")"));
  EXPECT_EQ(state(), "out");
  const Reply list = host_.call(care, "backstop.list", "{}");
  EXPECT_THAT(list.text, Not(HasSubstr("s-alone")));
  EXPECT_THAT(list.text, Not(HasSubstr("Smit")));
  EXPECT_EQ(host_.call(teacher, "backstop.list", "{}")["visits"].size(), 0u);
  EXPECT_EQ(host_.refused(mentor, "visit.check_out", visit(id, R"(,"time":"19:59")")).code(),
            "out_before_in");
  host_.write(mentor, "visit.check_out", visit(id));
  EXPECT_EQ(state(), "back");
  EXPECT_EQ(host_.call(care, "backstop.list", "{}")["visits"].at(0)["check_out"].text(), "20:30");
}

TEST_F(EveningTest, R44_AMissedCheckOutIsToldToTheBackstopAndInTheStatus) {
  const auto line = [&] {
    const Reply status = host_.call(it, "system.status", "{}");
    const json::Value lines = status["lines"];
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines.at(i)["name"].text() == "backstop") return std::string(lines.at(i)["text"].text());
    return std::string();
  };
  EXPECT_EQ(line(), "");
  const std::string id = tonight("18:30");
  EXPECT_EQ(state(), "overdue");
  EXPECT_THAT(line(), HasSubstr("of 1 visit nobody has said yet"));
  host_.write(mentor, "visit.check_out", visit(id));
  EXPECT_EQ(line(), "");
}

TEST_F(EveningTest, R44_WhoGoesOrWaitsNotesTheTimes) {
  const std::string id = tonight("20:00");
  EXPECT_EQ(host_.refused(teacher, "visit.check_in", visit(id)).code(), "not_a_visitor");
  host_.write(care, "visit.check_in", visit(id));
  const std::string none = plan();
  EXPECT_EQ(host_.refused(mentor, "visit.check_in", visit(none)).code(), "no_backstop");
}

TEST_F(EveningTest, R44_TheReportKeepsTheTimesThatWereNoted) {
  const std::string id = tonight("20:00");
  host_.write(mentor, "visit.check_in", visit(id, R"(,"time":"20:05")"));
  host_.write(mentor, "visit.record",
              visit(id, R"(,"date":"2026-10-12","report":{"key_points":["x"]})"));
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["backstop"]["check_in"].text(), "20:05");
  EXPECT_EQ(state(), "0") << "who has reported is back";
}

TEST_F(EveningTest, R44_ThePageThatOpensFirstSaysWhomTheColleagueWaitsFor) {
  const auto home = [&](const char* actor) { return host_.render(actor, "class", "{}"); };
  EXPECT_THAT(home(care), Not(HasSubstr("/backstop")));
  const std::string id = tonight("20:00");
  host_.write(mentor, "visit.check_in", visit(id, R"(,"time":"20:05")"));
  EXPECT_THAT(home(care), HasSubstr("href=\"/backstop\""));
  EXPECT_THAT(home(care), HasSubstr("20:00"));
  EXPECT_THAT(home(teacher), Not(HasSubstr("/backstop")));
}

TEST_F(EveningTest, R44_WhatAColleagueIsAskedForStandsThereInAdvanceWithTimesOnly) {
  const std::string id =
      plan(R"(,"start_time":"19:00","at_guardian":"g-solo","backstop":{"staff":"c1"})");
  EXPECT_EQ(state(), "to_come");
  for (const char* view : {"backstop", "class"}) {
    EXPECT_THAT(host_.render(care, view, "{}"), HasSubstr("19:00")) << view;
    EXPECT_THAT(host_.render(care, view, "{}"), HasSubstr("A proposal")) << view;
    EXPECT_THAT(host_.render(care, view, "{}"), Not(HasSubstr("s-alone"))) << view;
  }
  const Reply feed = host_.call(care, "calendar.feed", R"({"address":"https://visits.example"})");
  EXPECT_TRUE(feed.holds("UID:" + id)) << feed.text;
  EXPECT_TRUE(feed.holds("https://visits.example/backstop")) << feed.text;
  EXPECT_FALSE(feed.holds("/visits/" + id)) << feed.text;
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"cancelled_by_school")"));
  EXPECT_EQ(state(), "0");
}

}  // namespace
}  // namespace host_test
