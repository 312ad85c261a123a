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
