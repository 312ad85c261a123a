// What is asked when a visit is planned and confirmed, each rule by its number, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(PlanningTest, R30_R36_WishesRemindThePlannerAndHaveNoReason) {
  host_.write(mentor, "wish.set",
              of(alone, R"("guardian":"g-solo","visitor":"woman","time":"evening",)"
                        R"("weekdays":["monday"])"));
  const Reply planned =
      host_.write(mentor, "visit.plan", of(alone, R"("date":"2026-10-20","start_time":"15:00")"));
  EXPECT_EQ(planned.warnings(), "wish_woman wish_time wish_weekday");
  EXPECT_EQ(host_
                .refused(mentor, "wish.set",
                         of(alone, R"("guardian":"g-solo","visitor":"woman","reason":"x")"))
                .code(),
            "unknown_field");
}

TEST_F(PlanningTest, R45_AnInterpreterIsRemindedOfForAGuardianWhoSpeaksAnotherLanguage) {
  const Reply planned = host_.write(mentor, "visit.plan",
                                    of(two_homes, R"("date":"2026-10-20","at_guardian":"g-mum")"));
  EXPECT_EQ(planned.warnings(), "interpreter_needed");
  const Reply with = host_.write(mentor, "visit.plan",
                                 of(two_homes, R"("date":"2026-10-21","at_guardian":"g-mum",)"
                                               R"("interpreter":{"kind":"phone","language":"tr",)"
                                               R"("arranged_by":"parents"})"));
  EXPECT_EQ(with.warnings(), "");
}

// R47, R46: every kind of interpreter that there is, and the parent contact person beside them.
TEST_F(PlanningTest, R47_R46_EveryKindOfInterpreterAndTheContactPersonCanBePlanned) {
  for (const char* kind : {"professional_on_site", "phone", "app", "colleague", "contact_person",
                           "relative", "other_adult"})
    host_.write(mentor, "visit.plan",
                of(alone, R"("date":"2026-10-20","companions":[{"role":"contact_person"}],)"
                          R"("interpreter":{"kind":")" +
                              std::string(kind) + R"(","language":"tr"})"));
}

// R42: kept as a matter of the school, not in the student's file.
TEST_F(PlanningTest, R42_OnlyAVisitorSaysReadyAndNothingStandsInTheFile) {
  const std::string id = plan();
  EXPECT_EQ(host_.refused(teacher, "visit.ready", visit(id, R"(,"ready":true)")).code(),
            "not_a_visitor");
  const std::string before = host_.history(care, alone).text;
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":false)"));
  EXPECT_EQ(host_.history(care, alone).text, before);
  // The school has no programme: nothing is asked of who goes.
  welcome();
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
}

// What the programme asks, from its setting to a visit that is confirmed.
TEST_F(PlanningTest, R24_R42_R43_R44_TheProgrammeIsAskedWhenAVisitIsPlannedAndConfirmed) {
  host_.write(
      leader, "programme.set",
      R"({"school_year":"2026-2027","policy_reference":"x","policy_version":"1","in_pairs":true,"backstop_required":true,)"
      R"("officers":[{"task":"backstop","staff":"c1"}],)"
      R"("closed_days":[{"from":"2026-10-21","to":"2026-10-23","name":"Herfst"}]})");
  EXPECT_EQ(host_.refused(mentor, "visit.plan", of(alone, R"("date":"2026-10-22")")).code(),
            "closed_day");
  const Reply planned = host_.write(mentor, "visit.plan", of(alone, R"("date":"2026-10-20")"));
  EXPECT_EQ(planned.warnings(), "second_visitor_needed");  // c1 is in the background by herself
  const std::string id = planned.get("visit");
  const std::string confirm = visit(id, R"(,"state":"confirmed")");
  EXPECT_EQ(host_.refused(mentor, "visit.change", confirm).code(), "second_visitor_needed");
  const std::string pair = visit(id, R"(,"state":"confirmed","visitors":["m1","t1"])");
  EXPECT_EQ(host_.refused(mentor, "visit.change", pair).code(), "visitors_not_ready");
  host_.write(mentor, "visit.change",
              visit(id, R"(,"state":"rescheduled","date":"2026-10-20","visitors":["m1","t1"])"));
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":true)"));
  EXPECT_EQ(host_.refused(mentor, "visit.change", confirm).code(), "visitors_not_ready");
  host_.write(teacher, "visit.ready", visit(id, R"(,"ready":true)"));
  welcome();
  host_.write(mentor, "visit.change", confirm);
}

TEST_F(PlanningTest, R2_WhoDoesNotTakePartIsNotAssignedAndNobodyIsToldWhy) {
  host_.write(teacher, "participation.set",
              R"({"participation":"not_in","school_year":"2026-2027"})");
  const Reply reply = host_.refused(mentor, "visit.plan",
                                    of(alone, R"("date":"2026-10-20","visitors":["m1","t1"])"));
  EXPECT_EQ(reply.code(), "choose_another_visitor");
  EXPECT_EQ(reply.pointer(), "/visitors/1");
  EXPECT_EQ(reply.message(), "Choose another colleague for this visit.");
}

TEST_F(PlanningTest, AChangeMaySayWhoGoesNow) {
  const std::string id = plan();
  welcome();
  host_.write(
      mentor, "visit.change",
      visit(id, R"(,"state":"confirmed","visitors":["t1","c1"],"backstop":{"staff":"m1"})"));
  const Reply history = host_.history(mentor, alone);
  const json::Value changed = history["timeline"].at(0);
  EXPECT_EQ(changed["visitors"].at(0)["id"].text(), "t1");
  EXPECT_EQ(changed["visitors"].at(1)["id"].text(), "c1");
  EXPECT_EQ(host_
                .refused(mentor, "visit.change",
                         visit(id, R"(,"state":"confirmed","backstop":{"staff":"t1"})"))
                .code(),
            "backstop_is_visitor");
  EXPECT_EQ(
      host_.refused(mentor, "visit.change", visit(id, R"(,"state":"confirmed","visitors":["x"])"))
          .pointer(),
      "/visitors/0");
}

// Neither is who is not in offered, nor does another list tell who is missing.
TEST_F(PlanningTest, R2_TheFormOffersWhoTakesPartAndSaysOfNobodyThatTheyDoNot) {
  const auto offers = [&](const char* staff) {
    return host_.render(mentor, "visit.plan.form", R"({"student":"s-alone"})")
               .find(std::string("value=\"") + staff + "\"") != std::string::npos;
  };
  EXPECT_TRUE(offers("t1"));
  host_.write(teacher, "participation.set",
              R"({"participation":"not_in","school_year":"2026-2027"})");
  EXPECT_FALSE(offers("t1"));
  host_.write(leader, "programme.set",
              R"({"school_year":"2026-2027","policy_reference":"x","policy_version":"1",)"
              R"("officers":[{"task":"backstop","staff":"t1"}]})");
  EXPECT_TRUE(offers("t1")) << "in the background, as the programme says";
}

TEST_F(PlanningTest, R5_R46_R49_ThePlanSaysWhatForAndWhoComesAlong) {
  const std::string form = host_.render(mentor, "visit.plan.form", R"({"student":"s-alone"})");
  for (const char* needed : {"name=\"/purpose\"", "name=\"/companions/0/role\"",
                             "value=\"contact_person\"", "value=\"student_mentor\""})
    EXPECT_THAT(form, HasSubstr(needed));
}

class BeforeTest : public PlanningTest {
 protected:
  std::string before(const std::string& id, const char* actor = mentor) {
    return host_.render(actor, "visit.before",
                        R"({"student":"s-alone","page":true,"visit":")" + id + "\"}");
  }
};

TEST_F(BeforeTest, AHostsPageLeadsToTheVisitAndToItsFileBelowTheHostsOwnAddress) {
  const std::string id = plan();
  const std::string page = host_.render(
      mentor, "visit.before",
      R"({"student":"s-alone","links":"visits.php?at=","visit":")" + id + "\"}");
  const std::string at = "href=\"visits.php?at=/students/s-alone/visits/" + id;
  EXPECT_THAT(page, HasSubstr(at + "/calendar.ics\""));
  EXPECT_THAT(page, HasSubstr(at + "\">Back to the visit"));
}

TEST_F(BeforeTest, R42_ThePageSaysWhatWasChosen) {
  const std::string id =
      plan(R"(,"start_time":"19:30","at_guardian":"g-solo","visitors":["m1","t1"],)"
           R"("purpose":"progress","companions":[{"role":"contact_person","name":"Hind"}],)"
           R"("interpreter":{"kind":"phone","language":"tr","arranged_by":"school"},)"
           R"("backstop":{"staff":"c1"})");
  const std::string page = before(id);
  for (const char* chosen : {"A proposal", "20 Oct 2026", "19:30", "Ilse Smit", "Ria Zorg", "Hind",
                             "parent contact person", "Turkish", "by phone"})
    EXPECT_THAT(page, HasSubstr(chosen)) << chosen;
  EXPECT_THAT(page, HasSubstr("Nobody at this home has said for that day"));
}

TEST_F(BeforeTest, R42_AVisitorSeesWhatTheySaidAndNobodyElseDoes) {
  const std::string id = plan(R"(,"visitors":["m1","t1"])");
  EXPECT_THAT(before(id), HasSubstr("nothing yet"));
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":false)"));
  EXPECT_THAT(before(id), HasSubstr("<dd dir=\"auto\">Rather not</dd>"));
  EXPECT_THAT(before(id, teacher), Not(HasSubstr("<dd dir=\"auto\">Rather not</dd>")));
  EXPECT_THAT(before(id, care), Not(HasSubstr("You said")));
}

TEST_F(BeforeTest, R7_WhatTheFamilyWasToldLeadsToThatVersion) {
  host_.write(leader, "programme.set",
              R"({"school_year":"2026-2027","policy_reference":"Plan","policy_version":"1",)"
              R"("officers":[{"task":"contact_point","staff":"c1","reachable":"0341 123456"}]})");
  const std::string texts(
      host_.call(leader, "notice.draft", R"({"language":"en"})")["texts"].dump());
  host_.write(leader, "notice.publish", "{\"texts\":" + texts + "}");
  const std::string id = plan();
  EXPECT_THAT(before(id), Not(HasSubstr("/school/notices/")));
  host_.write(mentor, "notice.give", of(alone, R"("guardian":"g-solo","channel":"letter")"));
  EXPECT_THAT(before(id), HasSubstr("href=\"/school/notices/1/en\""));
}

// R41: an answer that was a mistake, or does not hold any more, is asked for anew.
TEST_F(BeforeTest, R41_WhoGoesIsToldWhereTheAnswerNoLongerStands) {
  const std::string id = plan();
  const std::string answer =
      host_
          .write(mentor, "answer.record",
                 of(alone, R"("guardian":"g-solo","answer":"agreed","channel":"phone")"))
          .get("answer");
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
  EXPECT_THAT(before(id), HasSubstr("The appointment stands"));
  EXPECT_THAT(before(id), Not(HasSubstr("Ask again before you go")));
  host_.write(care, "answer.void", of(alone, "\"answer\":\"" + answer + "\""));
  EXPECT_THAT(before(id), HasSubstr("Ask again before you go"));
}

}  // namespace
}  // namespace host_test
