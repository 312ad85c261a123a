// How a family is reached before it is spoken to, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

// R94
TEST_F(PlanningTest, R94_TheLadderSuggestsTheNextStepUntilSomebodyIsSpokenTo) {
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  EXPECT_TRUE(approach(alone)["not_spoken_yet"].is_true());
  EXPECT_EQ(approach(alone)["next"].text(), "message");
  host_.write(mentor, "attempt.record", attempt(alone, "email", "message_left"));
  EXPECT_EQ(approach(alone)["next"].text(), "via_pupil");  // R92: thirteen years old
  host_.write(mentor, "attempt.record", attempt(alone, "via_pupil", "visit_arranged"));
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  EXPECT_FALSE(approach(alone)["next"].exists());
}

// R49
TEST_F(PlanningTest, R49_AStudentMentorIsAWayToAFamilyAndAStepOfTheLadder) {
  for (const char* tried : {"phone", "message", "via_pupil", "via_relative"})
    host_.write(mentor, "attempt.record", attempt(alone, tried));
  EXPECT_EQ(approach(alone)["next"].text(), "student_mentor");
  EXPECT_THAT(host_.render(mentor, "attempt.form", R"({"student":"s-alone"})"),
              HasSubstr("Through a student mentor"));
  host_.write(mentor, "attempt.record", attempt(alone, "student_mentor", "visit_arranged"));
  EXPECT_EQ(approach(alone)["attempts"].at(4)["approach"].text(), "student_mentor");
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
}

// R34: who tried, how, when and what came of it.
TEST_F(PlanningTest, R34_AnAttemptSaysWhoHowWhenAndWhatCameOfIt) {
  host_.write(mentor, "attempt.record",
              attempt(alone, "phone", "message_left",
                      R"(,"guardian":"g-solo","date":"2026-10-09","time":"19:15")"));
  const json::Value made = approach(alone)["attempts"].at(0);
  EXPECT_EQ(made["made_by"].text(), "m1");
  EXPECT_EQ(made["approach"].text(), "phone");
  EXPECT_EQ(made["result"].text(), "message_left");
  EXPECT_EQ(made["date"].text(), "2026-10-09");
  EXPECT_EQ(made["time"].text(), "19:15");
  EXPECT_EQ(made["guardian"].text(), "g-solo");
}

// R34: also whoever noted it says so; it stays, with who said so, and counts nowhere.
TEST_F(PlanningTest, R34_AnAttemptThatDoesNotBelongHereIsMarkedAsAMistakeByWhoeverNotedIt) {
  const std::string called = tried("phone");
  const std::string spoken = tried("at_school", "spoken");
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  const Reply marked = host_.write(mentor, "attempt.void", mistake(spoken));
  EXPECT_EQ(marked.get("id"), spoken);
  EXPECT_EQ(marked.get("filed"), "none") << "no attempt stands in the student's file";
  EXPECT_TRUE(approach(alone)["not_spoken_yet"].is_true());
  EXPECT_FALSE(approach(alone)["attempts"].at(0)["voided"].exists());
  EXPECT_EQ(approach(alone)["attempts"].at(1)["voided"]["by"].text(), "m1");
  host_.write(care, "attempt.void", mistake(called));
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  EXPECT_FALSE(approach(alone)["next"].exists());

  EXPECT_EQ(host_.refused(mentor, "attempt.void", mistake(called)).code(), "attempt_voided");
  const std::string elsewhere =
      host_.write(mentor, "attempt.record", attempt(one_home, "phone")).get("id");
  EXPECT_EQ(host_.refused(mentor, "attempt.void", mistake(elsewhere)).code(), "unknown_attempt");
}

// R89: a call that was noted with the wrong student is no contact with the family.
TEST_F(PlanningTest, R89_AMistakeIsNoContactInTheListOfTheClass) {
  const auto last = [&] {
    return std::string(host_.call(mentor, "student.list", R"({"query":"Yara"})")["students"]
                           .at(0)["last_contact"]
                           .text());
  };
  const std::string spoken = tried("phone", "spoken");
  EXPECT_EQ(last(), "2026-10-12");
  host_.write(mentor, "attempt.void", mistake(spoken));
  EXPECT_EQ(last(), "");
}

// R61: who may not see an attempt does not learn that there was one.
TEST_F(PlanningTest, R61_ATeacherMarksOnlyWhatTheyNotedThemselves) {
  const std::string of_mentor = tried("phone");
  EXPECT_EQ(host_.refused(teacher, "attempt.void", mistake(of_mentor)).code(), "unknown_attempt");
  const std::string own =
      host_.write(teacher, "attempt.record", attempt(alone, "message", "message_left")).get("id");
  host_.write(teacher, "attempt.void", mistake(own));
  EXPECT_TRUE(approach(alone, teacher)["attempts"].at(0)["voided"].exists());
  EXPECT_EQ(host_.call(leader, "attempt.void", submitted(mistake(of_mentor))).status,
            HV_PERMISSION_DENIED);
}

TEST_F(PlanningTest, R34_ThePageOfAnAttemptLeadsFromTheListAndTheTimelineAndSaysWhatMarkingDoes) {
  const std::string id = tried("phone", "no_one_there", R"(,"guardian":"g-solo","time":"19:15")");
  const std::string to = "/students/s-alone/attempts/" + id;
  const auto page = [&](const char* actor = mentor, hv_status expected = HV_OK) {
    return host_.render(actor, "attempt.page", mistake(id), expected);
  };
  const auto list = [&] {
    return host_.render(mentor, "attempt.form", R"({"student":"s-alone"})");
  };
  const auto panel = [&] {
    return host_.render(mentor, "student.panel", R"({"student":"s-alone"})");
  };
  EXPECT_THAT(list(), HasSubstr("href=\"" + to + "\""));
  EXPECT_THAT(panel(), HasSubstr("href=\"" + to + "\""));
  EXPECT_THAT(page(), HasSubstr("action=\"" + to + "/void\""));
  EXPECT_THAT(page(), HasSubstr("19:15"));
  EXPECT_THAT(page(), HasSubstr("Nothing is erased"));
  page(teacher, HV_NOT_FOUND);
  page(leader, HV_PERMISSION_DENIED);

  host_.write(mentor, "attempt.void", mistake(id));
  for (const std::string& shown : {list(), panel(), page()}) {
    EXPECT_THAT(shown, HasSubstr("Mistake, marked so by "));
    EXPECT_THAT(shown, Not(HasSubstr(to + "\""))) << "nothing is left to be done there";
    EXPECT_THAT(shown, Not(HasSubstr("/void")));
  }
}

TEST_F(PlanningTest, R95_NobodyRingsAtTheDoorAfterADecline) {
  host_.write(mentor, "attempt.record", attempt(one_home, "doorstep"));
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-two","answer":"declined")"));
  const Reply reply = host_.refused(mentor, "attempt.record", attempt(one_home, "doorstep"));
  EXPECT_EQ(reply.code(), "doorstep_not_now");
  EXPECT_EQ(reply.pointer(), "/approach");
  EXPECT_THAT(reply.message(), Not(HasSubstr("declin")));
  host_.write(mentor, "attempt.record", attempt(one_home, "at_school", "spoken"));
}

TEST_F(PlanningTest, R95_AnAttemptAtTheDoorIsNoVisit) {
  host_.write(mentor, "attempt.record", attempt(alone, "doorstep", "spoken"));
  const Reply history = host_.history(mentor, alone);
  EXPECT_FALSE(history["last_contact"].exists());
  EXPECT_EQ(history["timeline"].size(), 0u) << history.text;
}

// R93
TEST_F(PlanningTest, R93_ARelativeHearsNothingOfTheFileWithoutAGuardiansWord) {
  const Reply silent =
      host_.write(mentor, "attempt.record",
                  attempt(alone, "via_relative", "spoken", R"(,"stand_in":"grandmother")"));
  EXPECT_EQ(silent.warnings(), "stand_in_hears_nothing");
  const std::string id = host_
                             .write(mentor, "stand_in.agree",
                                    of(alone, R"("guardian":"g-solo","relation":"grandmother",)"
                                              R"("may_hear_dossier":true)"))
                             .get("id");
  const auto again = [&] {
    return host_
        .write(mentor, "attempt.record",
               attempt(alone, "via_relative", "spoken", R"(,"stand_in":"grandmother")"))
        .warnings();
  };
  EXPECT_EQ(again(), "");
  host_.write(mentor, "stand_in.end", of(alone, "\"stand_in\":\"" + id + "\""));
  EXPECT_EQ(again(), "stand_in_hears_nothing");
  // R99: who is not to be informed cannot let somebody else hear of the file.
  EXPECT_EQ(host_
                .refused(mentor, "stand_in.agree",
                         of(not_told, R"("guardian":"g-blocked","relation":"aunt",)"
                                      R"("may_hear_dossier":true)"))
                .code(),
            "guardian_may_not_share");
}

TEST_F(PlanningTest, R61_AttemptsAndWishesAreForThoseWhoLookAfterTheStudent) {
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  host_.write(mentor, "wish.set", of(alone, R"("guardian":"g-solo","visitor":"woman")"));
  EXPECT_EQ(approach(alone, teacher)["attempts"].size(), 0u);
  EXPECT_EQ(approach(alone, teacher)["wishes"].size(), 0u);
  EXPECT_EQ(approach(alone, leader)["wishes"].size(), 0u);
  EXPECT_EQ(approach(alone, care)["wishes"].size(), 1u);
}

}  // namespace
}  // namespace host_test
