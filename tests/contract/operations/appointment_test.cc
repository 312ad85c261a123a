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
  const Reply reply = host_.write(mentor, "visit.record", report(id, R"(,"appointment":"stands")"));
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
  const Reply reply =
      host_.refused(mentor, "visit.record", visit(id, R"(,"date":"2026-10-12","state":"no_show")"));
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

// A school that has decided: visits are confirmed when each visitor says that they suit them.
class DecidedTest : public AppointmentTest {
 protected:
  DecidedTest() {
    host_.write(leader, "programme.set",
                R"({"school_year":"2026-2027","policy_reference":"Plan","policy_version":"1",)"
                R"("officers":[{"task":"contact_point","staff":"c1","reachable":"0341 123456"}]})");
  }
  std::string confirm(const std::string& id, const std::string& more = "") {
    return host_
        .call(mentor, "visit.change", submitted(visit(id, R"(,"state":"confirmed")" + more)))
        .code();
  }
};

TEST_F(DecidedTest, R42_R26_WhoConfirmsAndGoesSaysInTheSameStepThatItSuitsThem) {
  welcome();
  const std::string id = plan();
  EXPECT_THAT(page("visit.page", id), HasSubstr("name=\"/ready\""));
  EXPECT_EQ(confirm(id), "visitors_not_ready");
  EXPECT_EQ(confirm(id, R"(,"ready":true)"), "");
  EXPECT_EQ(states(), "2026-10-20 confirmed, ");
  EXPECT_THAT(page("visit.page", id), Not(HasSubstr("name=\"/ready\"")));
  EXPECT_THAT(page("visit.before", id), HasSubstr(">This visit suits me</dd>"));
  EXPECT_THAT(host_.history(mentor, alone).text, Not(HasSubstr("ready")));
}

TEST_F(DecidedTest, R42_NobodySaysItForAnother) {
  welcome();
  const std::string id = plan(R"(,"visitors":["t1"])");
  EXPECT_THAT(page("visit.page", id), Not(HasSubstr("name=\"/ready\"")));
  EXPECT_EQ(confirm(id, R"(,"ready":true)"), "not_a_visitor");
  EXPECT_EQ(confirm(id), "visitors_not_ready");
}

TEST_F(DecidedTest, R42_AWordWithAChangeThatIsRefusedIsNotKept) {
  const std::string id = plan();
  EXPECT_EQ(confirm(id, R"(,"ready":true)"), "visit_not_agreed");
  welcome();
  EXPECT_EQ(confirm(id), "visitors_not_ready");
}

TEST_F(AppointmentTest, R43_R45_WhatWasChosenCanBeChosenAnew) {
  const std::string id =
      plan(R"(,"interpreter":{"kind":"phone","language":"ar","arranged_by":"school"})");
  host_.write(mentor, "visit.plan",
              visit(id, R"(,"date":"2026-10-20","start_time":"19:00","visitors":["m1","t1"],)"
                        R"("companions":[{"role":"contact_person"}],"at_guardian":"g-solo")"));
  const Reply history = host_.history(mentor, alone);
  ASSERT_EQ(history["timeline"].size(), 1u);
  const json::Value changed = history["timeline"].at(0)["visit"];
  EXPECT_EQ(changed["id"].text(), id);
  EXPECT_EQ(changed["start_time"].text(), "19:00");
  EXPECT_EQ(changed["visitors"].size(), 2u);
  EXPECT_EQ(changed["companions"].at(0)["role"].text(), "contact_person");
  EXPECT_FALSE(changed["interpreter"].exists());
  EXPECT_EQ(states(), "2026-10-20 proposed, ");
}

TEST_F(AppointmentTest, R45_ThePupilInterpretsInNoChangeEither) {
  const Reply reply = host_.refused(
      mentor, "visit.plan",
      visit(plan(),
            R"(,"date":"2026-10-20","interpreter":{"kind":"relative","person":"s-alone"})"));
  EXPECT_EQ(reply.code(), "interpreter_is_pupil");
}

TEST_F(AppointmentTest, R41_R99_AtAnotherHomeAConfirmedVisitIsAProposalAgain) {
  welcome(two_homes, "g-mum");
  const std::string id = plan(R"(,"at_guardian":"g-mum")", two_homes);
  const auto change = [&](const char* more) {
    return host_.write(mentor, "visit.plan",
                       visit(id, std::string(R"(,"date":"2026-10-20")") + more, two_homes));
  };
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")", two_homes));
  EXPECT_THAT(change(R"(,"at_guardian":"g-mum","start_time":"16:00")").text,
              Not(HasSubstr("proposal_again")));
  EXPECT_EQ(states(two_homes), "2026-10-20 confirmed, ");
  const Reply moved = change(R"(,"at_guardian":"g-dad")");
  EXPECT_THAT(moved.text, HasSubstr("proposal_again"));
  EXPECT_THAT(moved.text, HasSubstr("visit_not_agreed"));
  EXPECT_EQ(states(two_homes), "2026-10-20 proposed, ");
}

TEST_F(AppointmentTest, R2_AHomeThatSaidNoTakesNoVisitByAChange) {
  const std::string id = plan(R"(,"at_guardian":"g-mum")", two_homes);
  host_.write(mentor, "answer.record", of(two_homes, R"("guardian":"g-dad","answer":"declined")"));
  const Reply reply = host_.refused(
      mentor, "visit.plan", visit(id, R"(,"date":"2026-10-20","at_guardian":"g-dad")", two_homes));
  EXPECT_NE(reply.code(), "");
  EXPECT_EQ(states(two_homes), "2026-10-20 proposed, ");
}

TEST_F(AppointmentTest, R43_WhatWasHeldIsNotPlannedAnew) {
  const Reply reply = host_.refused(mentor, "visit.plan",
                                    visit(host_.visit(mentor, alone), R"(,"date":"2026-10-20")"));
  EXPECT_EQ(reply.code(), "visit_closed");
}

TEST_F(AppointmentTest, R43_R44_TheFormHoldsWhatWasPlanned) {
  const std::string id = plan(R"(,"start_time":"19:00","visitors":["m1","t1"],)"
                              R"("backstop":{"staff":"c1"})");
  EXPECT_THAT(page("visit.page", id), HasSubstr("/visits/plan?visit=" + id));
  const std::string form = page("visit.plan.form", id);
  EXPECT_THAT(form, HasSubstr("Change this appointment"));
  EXPECT_THAT(form, HasSubstr("value=\"19:00\""));
  EXPECT_THAT(form, HasSubstr("name=\"/visit\""));
  for (const char* chosen : {"m1", "t1", "c1"})
    EXPECT_THAT(form, HasSubstr(std::string("value=\"") + chosen + "\" selected")) << chosen;
}

TEST_F(AppointmentTest, R41_WhatMovesBeyondTheAnswerHasAFieldForANewOne) {
  host_.write(mentor, "answer.record",
              of(alone, R"("guardian":"g-solo","answer":"agreed","valid_until":"2026-11-01")"));
  const std::string id = plan();
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
  const std::string move = R"(,"state":"rescheduled","date":"2026-11-10")";
  const Reply reply = host_.refused(mentor, "visit.change", visit(id, move));
  EXPECT_EQ(reply.code(), "visit_not_agreed");
  EXPECT_THAT(page("visit.page", id,
                   R"(,"errors":[{"pointer":")" + reply.pointer() +
                       R"(","code":"visit_not_agreed","message":"x"}])"),
              HasSubstr("name=\"/agreed/channel\""));
  host_.write(mentor, "visit.change",
              visit(id, move + R"(,"agreed":{"channel":"phone","guardian":"g-solo"})"));
  EXPECT_THAT(states(), HasSubstr("2026-11-10 rescheduled"));
}

TEST_F(AppointmentTest, R26_TwoOnOneDayAreHintedAtAndNotRefused) {
  const std::string request = of(alone, R"("date":"2026-10-20")");
  EXPECT_THAT(host_.write(mentor, "visit.plan", request).text, Not(HasSubstr("visit_same_day")));
  EXPECT_THAT(host_.write(mentor, "visit.plan", request).text, HasSubstr("visit_same_day"));
}

TEST_F(AppointmentTest, R42_ThePageOfAVisitToComeSaysWhereAndWhoInterprets) {
  const std::string id = plan(R"(,"at_guardian":"g-solo",)"
                              R"("interpreter":{"kind":"phone","language":"ar"})");
  EXPECT_THAT(page("visit.page", id), HasSubstr("<dt>Where</dt>"));
  EXPECT_THAT(page("visit.page", id), HasSubstr("<dt>Interpreter</dt>"));
}

TEST_F(AppointmentTest, R94_AfterAnAppointmentThatDidNotTakePlaceThereIsANextStep) {
  const std::string id = plan(R"(,"date":"2026-10-12")");
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"no_show")"));
  EXPECT_THAT(page("visit.page", id), HasSubstr("/students/s-alone/visits/plan\""));
  EXPECT_THAT(page("visit.page", id), HasSubstr("/students/s-alone/attempts/new\""));
}

TEST_F(AppointmentTest, R94_WhatWasArrangedLeadsToPlanningIt) {
  const auto form = [&] {
    return host_.render(mentor, "attempt.form", of(alone, "\"style\":false"));
  };
  EXPECT_THAT(form(), Not(HasSubstr("Plan this visit")));
  host_.write(mentor, "attempt.record", attempt(alone, "phone", "visit_arranged"));
  EXPECT_THAT(form(), HasSubstr("Plan this visit"));
  plan();
  EXPECT_THAT(form(), Not(HasSubstr("Plan this visit")));
}

}  // namespace
}  // namespace host_test
