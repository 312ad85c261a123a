// What each guardian is told, how they are reached, and what nobody reads, through hv_call.
// Requirements: R37, R38, R99.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visit_rules.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(VisitRulesTest, R99_EachGuardianIsToldOrStaysOpen) {
  const std::string visit = host_.visit(mentor, two_homes, R"(,"guardians":["g-mum"])");
  const auto open = [&](const char* guardian) {
    const Reply history = host_.history(mentor, two_homes);
    const json::Value guardians = history["guardians"];
    for (std::size_t i = 0; i < guardians.size(); ++i)
      if (guardians.at(i)["id"].text() == guardian) return guardians.at(i)["open"].is_true();
    ADD_FAILURE() << "no guardian " << guardian;
    return false;
  };
  EXPECT_FALSE(open("g-mum"));
  EXPECT_TRUE(open("g-dad"));
  host_.write(mentor, "guardian.inform",
              of(two_homes, visit, R"(,"guardian":"g-dad","what":"visit_held","channel":"email")"));
  EXPECT_FALSE(open("g-dad"));
}

TEST_F(VisitRulesTest, R99_WhoMayNotBeInformedIsNotOpenAndNotTold) {
  host_.visit(mentor, not_told, R"(,"guardians":["g-told"])");
  const Reply history = host_.history(mentor, not_told);
  const json::Value guardians = history["guardians"];
  for (std::size_t i = 0; i < guardians.size(); ++i) {
    EXPECT_FALSE(guardians.at(i)["open"].is_true()) << guardians.at(i).dump();
  }
  const Reply reply =
      host_.refused(mentor, "guardian.inform",
                    R"({"student":"s-nottold","guardian":"g-blocked","what":"visit_held"})");
  EXPECT_EQ(reply.code(), "not_to_be_informed");
}

TEST_F(VisitRulesTest, R99_NoAddressOrHouseholdInAnyAnswerOrPage) {
  for (const char* student : {two_homes, secret, alone, no_custody}) {
    host_.visit(mentor, student);
    for (const char* actor : {mentor, care, leader, teacher}) {
      const Reply history = host_.history(actor, student);
      EXPECT_FALSE(history.holds("hh-")) << history.text;
      EXPECT_FALSE(history.holds("household")) << history.text;
      EXPECT_THAT(
          host_.render(actor, "student.panel", std::string("{\"student\":\"") + student + "\"}"),
          Not(HasSubstr("hh-")));
    }
  }
}

TEST_F(VisitRulesTest, R37_HowAGuardianWantsToBeReached) {
  host_.write(mentor, "guardian.prefer",
              R"({"student":"s-alone","guardian":"g-solo","channel":"app","hours":"na 18:00",)"
              R"("language":"tr"})");
  const Reply history = host_.history(mentor, alone);
  const json::Value preference = history["guardians"].at(0)["preference"];
  EXPECT_EQ(preference["channel"].text(), "app");
  EXPECT_EQ(preference["hours"].text(), "na 18:00");
  EXPECT_EQ(preference["language"].text(), "tr");
}

// When the teacher can be reached, and how the parents react: an agreement of each, in the file, in
// the copy for the parents, and where somebody looks up how to reach them.
TEST_F(VisitRulesTest, R38_WhoCanBeReachedWhenIsAgreedBothWays) {
  const std::string visit = host_.visit(mentor, alone, R"(,"place":"school")",
                                        R"({"key_points":["x"],"agreements":[
        {"what":"Te bereiken op dinsdag na drie uur","who":"school","kind":"contact"},
        {"what":"Antwoordt in de app","who":"parent","kind":"contact","accepted_by_family":true},
        {"what":"Samen lezen","who":"parent"}]})");
  const auto guardian = [&] {
    return host_.render(mentor, "guardian.form", R"({"student":"s-alone","guardian":"g-solo"})");
  };
  EXPECT_THAT(guardian(), HasSubstr("Te bereiken op dinsdag na drie uur"));
  EXPECT_THAT(guardian(), HasSubstr("Antwoordt in de app"));
  EXPECT_THAT(guardian(), Not(HasSubstr("Samen lezen")));
  const std::string copy = host_.render(
      mentor, "visit.copy", of(alone, visit, R"(,"guardian":"g-solo","language":"nl")"));
  EXPECT_THAT(copy, HasSubstr("Te bereiken op dinsdag na drie uur"));
  EXPECT_THAT(copy, HasSubstr("Antwoordt in de app"));

  const Reply history = host_.history(mentor, alone);
  host_.write(mentor, "agreement.change",
              "{\"student\":\"s-alone\",\"agreement\":\"" +
                  std::string(history["agreements"].at(0)["id"].text()) + R"(","state":"let_go"})");
  EXPECT_THAT(guardian(), Not(HasSubstr("Te bereiken op dinsdag na drie uur")));
}

}  // namespace
}  // namespace host_test
