// What the panel and the page of a visit say of what was tried and of what is to come.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class PanelOfFileTest : public PlanningTest {
 protected:
  std::string panel(const char* actor = mentor) {
    return host_.render(actor, "student.panel", R"({"student":"s-alone"})");
  }
  std::string page(const std::string& id) { return host_.render(mentor, "visit.page", visit(id)); }
  std::string change(const std::string& id, const std::string& state) {
    return host_.call(mentor, "visit.change", submitted(visit(id, R"(,"state":")" + state + '"')))
        .code();
  }
};

TEST_F(PanelOfFileTest, R34_WhatWasTriedStandsInTheTimelineWithWhoAndWhatCameOfIt) {
  EXPECT_THAT(panel(), HasSubstr("Nothing has been recorded yet"));
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  EXPECT_THAT(panel(), Not(HasSubstr("Nothing has been recorded yet")));
  EXPECT_THAT(panel(), HasSubstr("Tried to reach the family: By phone"));
  EXPECT_THAT(panel(), HasSubstr("Nobody there; by "));
  EXPECT_THAT(panel(), HasSubstr("Els Bakker"));
  EXPECT_THAT(panel(teacher), Not(HasSubstr("Tried to reach"))) << "of those who look after her";
  EXPECT_THAT(host_.render(care, "attempt.form", R"({"student":"s-alone"})"),
              HasSubstr("Els Bakker"));
}

TEST_F(PanelOfFileTest, R41_AProposalAndAnAppointmentLookDifferentAndOfferWhatCanStillBeDone) {
  const std::string id = plan();
  EXPECT_THAT(panel(), HasSubstr("A proposal"));
  EXPECT_THAT(page(id), HasSubstr("A proposal"));
  EXPECT_THAT(page(id), HasSubstr("value=\"confirmed\""));
  EXPECT_THAT(page(id), Not(HasSubstr("value=\"no_show\""))) << "its day is still to come";
  EXPECT_THAT(page(id), HasSubstr("What it is for"));
  const std::string answer =
      host_
          .write(mentor, "answer.record",
                 of(alone, R"("guardian":"g-solo","answer":"agreed","channel":"phone")"))
          .get("answer");
  ASSERT_EQ(change(id, "confirmed"), "");
  EXPECT_THAT(panel(), HasSubstr("The appointment stands"));
  EXPECT_THAT(panel(), Not(HasSubstr("A proposal")));
  EXPECT_THAT(page(id), HasSubstr("The appointment stands"));
  EXPECT_THAT(page(id), Not(HasSubstr("value=\"confirmed\"")));
  EXPECT_THAT(page(id), HasSubstr("value=\"rescheduled\""));
  host_.write(care, "answer.void", of(alone, R"("answer":")" + answer + '"'));
  EXPECT_THAT(page(id), HasSubstr("value=\"confirmed\"")) << "somebody has to be asked again";
}

TEST_F(PanelOfFileTest, R40_TheNextContactIsTheEarliestToComeOnThePanelInTheListAndItsOrder) {
  host_.write(mentor, "contact.plan", of(alone, R"("date":"2026-11-10","form":"phone")"));
  host_.write(mentor, "contact.plan", of(one_home, R"("date":"2026-10-30","form":"phone")"));
  host_.write(mentor, "visit.plan",
              of(alone, R"("date":"2026-10-20","place":"school",)"
                        R"("state":"confirmed")"));
  host_.write(mentor, "visit.plan", of(alone, R"("date":"2026-12-20")"));
  EXPECT_EQ(host_.history(mentor, alone)["next_contact"]["date"].text(), "2026-10-20");
  const Reply list = host_.call(mentor, "student.list", R"({"group":"g1","sort":"next_contact"})");
  const json::Value first = list["students"].at(0);
  EXPECT_EQ(first["id"].text(), "s-alone") << list.text;
  EXPECT_EQ(first["next_contact"].text(), "2026-10-20");
  EXPECT_EQ(list["students"].at(1)["next_contact"].text(), "2026-10-30");
}

TEST_F(PanelOfFileTest, R41_AProposalReadsAsOneAndIsNobodysNextContact) {
  const std::string id = host_
                             .write(mentor, "visit.plan",
                                    of(alone, R"("date":"2026-10-20","place":"school",)"
                                              R"("start_time":"19:00")"))
                             .get("visit");
  const auto listed = [&] {
    return std::string(
        host_.call(mentor, "student.list", R"({"group":"g1","sort":"next_contact"})")["students"]
            .at(0)["next_contact"]
            .text());
  };
  EXPECT_FALSE(host_.history(mentor, alone)["next_contact"].exists());
  EXPECT_EQ(listed(), "");
  EXPECT_THAT(panel(), HasSubstr("Proposed, not agreed yet: "));
  EXPECT_THAT(panel(), Not(HasSubstr("next contact in October")));
  EXPECT_THAT(panel(), HasSubstr(", 19:00</p>")) << "R42: when to be there";
  EXPECT_THAT(host_.render(mentor, "student.line", R"({"student":"s-alone"})"),
              Not(HasSubstr("next contact")));
  EXPECT_THAT(host_.render(mentor, "class", R"({"group":"g1"})"), HasSubstr(", a proposal<"));
  host_.write(mentor, "visit.change", of(alone, "\"visit\":\"" + id + R"(","state":"confirmed")"));
  EXPECT_EQ(listed(), "2026-10-20");
  EXPECT_THAT(panel(), HasSubstr("next contact in October"));
  EXPECT_THAT(panel(), Not(HasSubstr("Proposed, not agreed yet")));
}

TEST_F(PanelOfFileTest, R39_AFixedTimeStandsOnThePanelUntilItIsEnded) {
  const std::string contact =
      host_
          .write(mentor, "contact.recur",
                 of(alone, R"("guardian":"g-solo","form":"phone","when":"dinsdag 15:45")"))
          .get("id");
  EXPECT_THAT(panel(), HasSubstr("dinsdag 15:45"));
  host_.write(mentor, "contact.recur_end", of(alone, R"("contact":")" + contact + '"'));
  EXPECT_THAT(panel(), Not(HasSubstr("dinsdag 15:45")));
}

}  // namespace
}  // namespace host_test
