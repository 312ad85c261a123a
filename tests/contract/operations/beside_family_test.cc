// Fixed times to talk, and families who help each other, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class FixedTimeTest : public PlanningTest {
 protected:
  // The id of the fixed time.
  std::string agree_on_thursdays() {
    return host_
        .write(mentor, "contact.recur",
               of(alone, R"("guardian":"g-solo","form":"phone","when":"donderdag 15:45")"))
        .get("id");
  }
};

TEST_F(FixedTimeTest, R39_AFixedTimeIsEndedByTheParentAndThatIsNoFailure) {
  const std::string id = agree_on_thursdays();
  EXPECT_EQ(approach(alone)["recurring"].at(0)["when"].text(), "donderdag 15:45");
  host_.write(mentor, "contact.recur_end",
              of(alone, "\"contact\":\"" + id + R"(","ended_by":"parent")"));
  const json::Value ended = approach(alone)["recurring"].at(0);
  EXPECT_EQ(ended["ended"].text(), today);
  EXPECT_EQ(ended["ended_by"].text(), "parent");
  EXPECT_EQ(approach(alone)["recurring"].size(), 1u);
}

// R38 too: the guardian's page says how both sides are reached, as long as it is so.
TEST_F(FixedTimeTest, R39_AFixedTimeStandsOnTheGuardiansPageUntilItIsEnded) {
  const std::string id = agree_on_thursdays();
  const auto page = [&] {
    return host_.render(mentor, "guardian.form", R"({"student":"s-alone","guardian":"g-solo"})");
  };
  EXPECT_THAT(page(), HasSubstr("by phone, donderdag 15:45"));
  host_.write(mentor, "contact.recur_end",
              of(alone, "\"contact\":\"" + id + R"(","ended_by":"parent")"));
  EXPECT_THAT(page(), Not(HasSubstr("donderdag 15:45")));
}

class BuddyTest : public PlanningTest {
 protected:
  static std::string link(const std::string& agreed, const std::string& more = "") {
    return of(alone, R"("guardian":"g-solo","other_student":"s-other",)"
                     R"("other_guardian":"g-dekker","purpose":"overgang","agreed":true,)"
                     R"("other_agreed":)" +
                         agreed + more);
  }
};

TEST_F(BuddyTest, R48_ALinkNeedsTheWordOfBothAndStandsInBothFiles) {
  EXPECT_EQ(host_.refused(care, "buddy.link", link("false")).code(), "buddy_not_agreed");
  const std::string id = host_.write(care, "buddy.link", link("true")).get("id");
  const json::Value there = approach(other_group, other_mentor)["buddies"].at(0);
  EXPECT_EQ(there["id"].text(), id);
  EXPECT_EQ(there["guardian"].text(), "g-dekker");
  EXPECT_EQ(there["other_student"].text(), alone);
  EXPECT_EQ(there["other_guardian"].text(), "g-solo");

  // Either ends it, in one step, in both files.
  host_.write(other_mentor, "buddy.end", of(other_group, "\"buddy\":\"" + id + "\""));
  EXPECT_EQ(approach(other_group, other_mentor)["buddies"].at(0)["ended"].text(), today);
  EXPECT_EQ(approach(alone)["buddies"].at(0)["ended"].text(), today);
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

TEST_F(BuddyTest, R48_WhoMayNotLookAtTheOtherFamilyCannotLinkIt) {
  const Reply reply = host_.refused(mentor, "buddy.link", link("true"));
  EXPECT_EQ(reply.code(), "unknown_student");
  EXPECT_EQ(reply.pointer(), "/other_student");
  EXPECT_EQ(host_.refused(care, "buddy.link", link("true", R"(,"origin":"x")")).code(),
            "unknown_field");
}

// Both files are written, or neither: the second of the two is not in the roster any more.
TEST_F(BuddyTest, R48_TheSameSubmissionIsAnsweredOnce) {
  const std::string request = submitted(link("true"), "once-for-both");
  const Reply first = host_.call(care, "buddy.link", request);
  const Reply second = host_.call(care, "buddy.link", request);
  EXPECT_EQ(first.text, second.text);
  EXPECT_EQ(approach(alone)["buddies"].size(), 1u);
  EXPECT_EQ(approach(other_group, other_mentor)["buddies"].size(), 1u);
}

// Nobody types a number: the other family is chosen by name.
TEST_F(BuddyTest, R48_TheOtherFamilyIsChosenByName) {
  const auto page = [&](const std::string& more = "", const char* actor = care) {
    return host_.render(actor, "guardian.wishes",
                        R"({"student":"s-alone","guardian":"g-solo","page":true)" + more + "}");
  };
  EXPECT_THAT(page(), HasSubstr("?other=s-onehome"));
  EXPECT_THAT(page(), Not(HasSubstr("?other=s-alone")));
  EXPECT_THAT(page(R"(,"find":"Dekker")"), HasSubstr("?other=s-other"));
  EXPECT_THAT(page(R"(,"find":"Dekker")", mentor), Not(HasSubstr("?other=s-other")))
      << "of another mentor";
  const std::string chosen = page(R"(,"other":"s-other")");
  EXPECT_THAT(chosen, HasSubstr("name=\"/other_guardian\""));
  EXPECT_THAT(chosen, HasSubstr("value=\"g-dekker\""));
  EXPECT_THAT(chosen, HasSubstr("name=\"/other_student\" value=\"s-other\""));
}

}  // namespace
}  // namespace host_test
