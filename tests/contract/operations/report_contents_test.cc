// What the report of a visit has a place for, each by its number, through hv_call.
// Requirements: R9, R10, R40, R49, R61, R62, R64, R65, R66, R67, R68, R73, R76, R80, R82, R84.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visit_rules.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(VisitRulesTest, R10_VoicesStayApart) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["Fijn."],"notes":[
                {"topic":"at_home","voice":"parent","text":"Moeder zegt: rust thuis."},
                {"topic":"at_home","voice":"seen","text":"Wij zagen een volle tafel."},
                {"topic":"at_home","voice":"pupil","text":"Ik vind het gezellig."}]})");
  const Reply history = host_.history(mentor, alone);
  const json::Value notes = history["timeline"].at(0)["visit"]["report"]["notes"];
  ASSERT_EQ(notes.size(), 3u);
  EXPECT_EQ(notes.at(0)["voice"].text(), "parent");
  EXPECT_EQ(notes.at(1)["voice"].text(), "seen");
  EXPECT_EQ(notes.at(2)["voice"].text(), "pupil");
}

TEST_F(VisitRulesTest, R61_ANoteOfTheCareTeamIsNotShared) {
  const Reply reply = host_.refused(
      mentor, "visit.record",
      body(alone, "",
           R"({"key_points":["x"],"notes":[{"topic":"attention","text":"x","tier":"shared"}]})"));
  EXPECT_EQ(reply.code(), "tier_too_wide");
  EXPECT_EQ(reply.pointer(), "/report/notes/0/tier");
}

TEST_F(VisitRulesTest, R62_WhatGoesWellIsFilledOrSkippedBeforeSigningOff) {
  const std::string visit = host_.visit(mentor, alone);
  const Reply reply = host_.refused(mentor, "visit.sign_off", of(alone, visit));
  EXPECT_EQ(reply.code(), "goes_well_empty");
  EXPECT_EQ(reply.pointer(), "/report/goes_well");
  EXPECT_FALSE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

TEST_F(VisitRulesTest, R62_SkippingIsAChoice) {
  const std::string visit =
      host_.visit(mentor, alone, "", R"({"key_points":["x"],"goes_well_skipped":true})");
  host_.write(mentor, "visit.sign_off", of(alone, visit));
  EXPECT_TRUE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

TEST_F(VisitRulesTest, R62_SigningOffWhileRecordingHoldsTheSameRule) {
  const Reply reply = host_.refused(mentor, "visit.record", body(alone, R"(,"sign_off":true)"));
  EXPECT_EQ(reply.code(), "goes_well_empty");
}

TEST_F(VisitRulesTest, R62_SigningOffWhileRecordingClosesTheReport) {
  host_.visit(mentor, alone, R"(,"sign_off":true)",
              R"({"key_points":["x"],"goes_well":"Zij leest veel."})");
  EXPECT_TRUE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

class TopicTest : public VisitRulesTest, public testing::WithParamInterface<const char*> {};

TEST_P(TopicTest, R64_R65_R66_R73_R82_HasAPlaceOfItsOwn) {
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"notes":[{"topic":")") + GetParam() +
                  R"(","text":"Een zin."}]})");
  const Reply history = host_.history(mentor, alone);
  const json::Value note = history["timeline"].at(0)["visit"]["report"]["notes"].at(0);
  EXPECT_EQ(note["topic"].text(), GetParam());
  EXPECT_EQ(note["text"].text(), "Een zin.");
}

INSTANTIATE_TEST_SUITE_P(Topics, TopicTest,
                         testing::Values("wellbeing", "pride", "ambitions", "strengths",
                                         "interests", "attention", "family_does", "trusted_adult"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(VisitRulesTest, R67_ANeedIsSolvedTogether) {
  const std::string visit = host_.visit(
      mentor, alone, "",
      R"({"key_points":["x"],"needs":[{"kind":"device","observation":"Geen laptop thuis."}]})");
  host_.write(mentor, "need.change",
              of(alone, visit, R"(,"index":0,"state":"solved","joint_solution":"Leenlaptop.")"));
  const Reply history = host_.history(mentor, alone);
  const json::Value need = history["needs"].at(0);
  EXPECT_EQ(need["state"].text(), "solved");
  EXPECT_EQ(need["joint_solution"].text(), "Leenlaptop.");
}

TEST_F(VisitRulesTest, R68_AQuietPlaceIsAnObservation) {
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    body(alone, "", R"({"key_points":["x"],"needs":[{"kind":"quiet_place"}]})"));
  EXPECT_EQ(reply.code(), "missing_field");
  EXPECT_EQ(reply.pointer(), "/report/needs/0/observation");
}

class PupilTest : public VisitRulesTest, public testing::WithParamInterface<const char*> {};

TEST_P(PupilTest, R80_WhetherThePupilWasThere) {
  host_.visit(mentor, alone, std::string(R"(,"pupil":")") + GetParam() + "\"");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["pupil"].text(), GetParam());
}
INSTANTIATE_TEST_SUITE_P(Presence, PupilTest, testing::Values("yes", "no", "in_the_room"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(VisitRulesTest, R84_AnAgreementSaysWhatWhoByWhenAndHowItGoes) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"agreements":[{"what":"Samen lezen","who":"parent",)"
              R"("by":"2026-12-01","accepted_by_family":true}]})");
  const Reply before = host_.history(mentor, alone);
  const json::Value agreement = before["agreements"].at(0);
  EXPECT_EQ(agreement["what"].text(), "Samen lezen");
  EXPECT_EQ(agreement["who"].text(), "parent");
  EXPECT_EQ(agreement["by"].text(), "2026-12-01");
  EXPECT_EQ(agreement["state"].text(), "open");
  host_.write(mentor, "agreement.change",
              "{\"student\":\"s-alone\",\"agreement\":\"" + std::string(agreement["id"].text()) +
                  R"(","state":"going_well","note":"Elke avond."})");
  const Reply after = host_.history(mentor, alone);
  EXPECT_EQ(after["agreements"].at(0)["state"].text(), "going_well");
  EXPECT_EQ(after["agreements"].at(0)["note"].text(), "Elke avond.");
}

// R41: form and frequency, and that the family agreed to them.
TEST_F(VisitRulesTest, R40_TheNextContactIsSetWithTheReport) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"next_contact":{"date":"2027-01-11","form":"phone",)"
              R"("frequency":"elke maand","agreed_by_family":true}})");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["next_contact"]["date"].text(), "2027-01-11");
  EXPECT_EQ(history["next_contact"]["form"].text(), "phone");
  EXPECT_EQ(history["next_contact"]["frequency"].text(), "elke maand");
  EXPECT_TRUE(history["next_contact"]["agreed_by_family"].is_true());
}

// R9
TEST_F(VisitRulesTest, R9_AReportHasTheVoicesOfParentPupilAndSchool) {
  const std::string visit = host_.visit(mentor, alone, "",
                                        R"({"key_points":["x"],"notes":[
                    {"topic":"expectations_family","voice":"parent","text":"Bel ons vroeg."},
                    {"topic":"ambitions","voice":"pupil","text":"Ik wil leren duiken."},
                    {"topic":"expectations_school","voice":"school","text":"Samen lezen."}]})");
  const std::string page = host_.render(mentor, "visit.page", of(alone, visit));
  for (const char* said : {"The parent said</dt><dd dir=\"auto\">Bel ons vroeg.",
                           "The student said</dt><dd dir=\"auto\">Ik wil leren duiken.",
                           "The school said</dt><dd dir=\"auto\">Samen lezen."})
    EXPECT_THAT(page, HasSubstr(said));
}

// As it was said, at any age; there is no level to choose.
// R76
TEST_F(VisitRulesTest, R76_AnAmbitionIsInTheirOwnWordsWithoutALevel) {
  constexpr char words[] = "Ik wil 'iets met paarden' – of de wereld rond.";
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"notes":[{"topic":"ambitions","voice":"pupil",)") +
                  R"("text":")" + words + R"("}]})");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["report"]["notes"].at(0)["text"].text(), words);
  for (const char* field : {"level", "target", "advice"})
    EXPECT_EQ(
        host_
            .refused(mentor, "visit.record",
                     body(alone, "",
                          R"({"key_points":["x"],"notes":[{"topic":"ambitions","text":"x",")" +
                              std::string(field) + R"(":"vwo"}]})"))
            .code(),
        "unknown_field");
}

// A student mentor comes along as a companion; there is no such reader of files.
TEST_F(VisitRulesTest, R49_AStudentMentorComesAlongAndReadsNothing) {
  const std::string visit =
      host_.visit(mentor, alone, R"(,"companions":[{"role":"student_mentor"}])");
  EXPECT_THAT(host_.render(mentor, "visit.page", of(alone, visit)), HasSubstr("student mentor"));
  EXPECT_EQ(host_
                .call(R"({"role":"student_mentor","staff":"t1"})", "student.history",
                      R"({"student":"s-alone"})")
                .status,
            HV_INVALID_ARGUMENT);
}

TEST_F(VisitRulesTest, R90_ASeparateTalkStandsUnderWhatIsComingForTheCareTeam) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"parked":[{"what":"Zorgen over geld","date":"2026-10-19"},)"
              R"({"what":"Iets anders"}]})");
  const auto panel = [&](const char* actor) {
    return host_.render(actor, "student.panel", R"({"student":"s-alone"})");
  };
  const std::string page = panel(mentor);
  const auto coming = page.find("Coming up"), timeline = page.find("hv-timeline");
  ASSERT_NE(coming, std::string::npos);
  const std::string part = page.substr(coming, timeline - coming);
  EXPECT_THAT(part, HasSubstr("A separate talk"));
  EXPECT_THAT(part, HasSubstr("19 October"));
  EXPECT_THAT(part, Not(HasSubstr("geld"))) << "what it is about stays with the care team's part";
  EXPECT_THAT(panel(teacher), Not(HasSubstr("A separate talk")));
}

}  // namespace
}  // namespace host_test
