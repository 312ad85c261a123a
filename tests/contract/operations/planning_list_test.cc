// Whom there is to plan with and to ask, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

// R35: who has no appointment yet; by name, and by nothing else.
class ListTest : public PlanningTest {
 protected:
  std::string names() {
    list_ = std::make_unique<Reply>(host_.call(mentor, "planning.list", R"({"group":"g1"})"));
    std::string names;
    for (std::size_t i = 0; i < (*list_)["students"].size(); ++i)
      names += std::string((*list_)["students"].at(i)["id"].text()) + " ";
    return names;
  }
  json::Value row(const char* student) {
    names();
    const json::Value all = (*list_)["students"];
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all.at(i)["id"].text() == student) return all.at(i);
    ADD_FAILURE() << student << " is not listed";
    return all.at(0);
  }
  std::unique_ptr<Reply> list_;
};

TEST_F(ListTest, R35_EverybodyIsListedByNameUntilVisited) {
  const std::string all = names();
  EXPECT_THAT(all, HasSubstr("s-alone "));
  const std::string id = plan();
  EXPECT_EQ(names(), all) << "an appointment changes no order";
  EXPECT_EQ(row(alone)["planned"].at(0)["visit"].text(), id);
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"cancelled_by_school")"));
  host_.visit(mentor, alone);
  EXPECT_THAT(names(), Not(HasSubstr("s-alone ")));
}

TEST_F(ListTest, R1_AFamilyThatSaidNoOrNotNowIsInNoListOfWhatIsToBeDone) {
  host_.write(mentor, "answer.record", of(alone, R"("guardian":"g-solo","answer":"declined")"));
  host_.write(mentor, "answer.record", of(sibling, R"("guardian":"g-mum","answer":"deferred")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-alone ")));
  EXPECT_THAT(names(), Not(HasSubstr("s-sibling ")));
  EXPECT_THAT(list_->text, Not(HasSubstr("declined")));
}

TEST_F(ListTest, R3_AnotherFormAndTheNextStepStandInTheList) {
  host_.write(mentor, "answer.record",
              of(alone, R"("guardian":"g-solo","answer":"other_form","form":"school")"));
  host_.write(mentor, "attempt.record", attempt(sibling, "phone"));
  EXPECT_EQ(row(alone)["form"].text(), "school");
  EXPECT_EQ(row(sibling)["next_approach"].text(), "message");
}

TEST_F(ListTest, R35_R40_WhatIsProposedIsListedUntilItIsConfirmed) {
  host_.visit(mentor, alone);
  EXPECT_THAT(names(), Not(HasSubstr("s-alone ")));
  const std::string id = plan();
  EXPECT_EQ(row(alone)["planned"].at(0)["visit"].text(), id) << "visited, and proposed anew";
  welcome();
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-alone "))) << "it stands: nothing is left to plan";
}

TEST_F(ListTest, R3_R35_ATalkThatIsProposedIsListedWhereTheHomeIsClosed) {
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-one","answer":"declined")"));
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-two","answer":"agreed")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-onehome "))) << "no majority vote at one home";
  const std::string id = plan(R"(,"place":"school")", one_home);
  EXPECT_EQ(row(one_home)["planned"].at(0)["visit"].text(), id);
  EXPECT_THAT(list_->text, Not(HasSubstr("declined")));
}

// Rule 5: asking the other one could not open that home, and would ask again after a no.
TEST_F(ListTest, R1_ANoForAHomeIsNoReasonToAskTheOtherOneThere) {
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-one","answer":"declined")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-onehome ")));
  host_.write(mentor, "answer.record",
              of(one_home, R"("guardian":"g-two","answer":"other_form","form":"school")"));
  EXPECT_EQ(row(one_home)["form"].text(), "school") << "R3: said of their own accord";
}

TEST_F(ListTest, R40_AProposalComesBeforeWhatStands) {
  welcome();
  const std::string stands = plan();
  host_.write(mentor, "visit.change", visit(stands, R"(,"state":"confirmed")"));
  const std::string proposed = plan(R"(,"date":"2026-11-03")");
  EXPECT_EQ(row(alone)["planned"].at(0)["visit"].text(), proposed);
  EXPECT_EQ(row(alone)["planned"].at(1)["visit"].text(), stands);
}

// R22: one guardian's word is not that of the other, and nobody is left unasked by it.
TEST_F(ListTest, R22_WhereOneGuardianPrefersNoVisitTheListSaysWhomItIsStillToAsk) {
  const auto page = [&] { return host_.render(mentor, "planning", "{}"); };
  EXPECT_THAT(page(), Not(HasSubstr("still to be asked")));
  host_.write(mentor, "answer.record", of(two_homes, R"("guardian":"g-mum","answer":"declined")"));
  EXPECT_THAT(names(), HasSubstr("s-twohomes "));
  EXPECT_THAT(page(), HasSubstr("still to be asked: "));
  EXPECT_THAT(page(), HasSubstr("Mark de Boer"));
  EXPECT_THAT(page(), Not(HasSubstr("Sanne Visser")));
}

TEST_F(ListTest, R1_FormsSayBeforeTheyAreFilledInThatNoVisitIsWantedThere) {
  const auto said = [&](const char* view) {
    return host_.render(mentor, view, of(alone, R"("style":false)"))
               .find("no home visit is wanted at this address") != std::string::npos;
  };
  EXPECT_FALSE(said("visit.plan.form") || said("attempt.form"));
  host_.write(mentor, "answer.record", of(alone, R"("guardian":"g-solo","answer":"declined")"));
  EXPECT_TRUE(said("visit.plan.form") && said("attempt.form"));
}

// A pupil who came after the others is new; that somebody should ask is of the school.
class EnrolmentTest : public ListTest {
 protected:
  EnrolmentTest() {
    replace_in_school(folder_ / "school", "o1,s-alone,student,,2026-08-01",
                      "o1,s-alone,student,,2026-10-05");
    replace_in_school(folder_ / "school", "o1,s-nottold,student,,2026-08-01",
                      "o1,s-nottold,student,,2026-10-05");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::string to_ask() {
    names();
    return std::string((*list_)["to_ask"].dump());
  }
  static constexpr char yara[] =
      R"({"id":"s-alone","name":"Yara Smit","guardians":[{"id":"g-solo","name":"Ilse Smit"}]})";
};

// R25
TEST_F(EnrolmentTest, R25_HowAFamilyWantsToBeReachedIsAskedWhenAPupilIsNew) {
  EXPECT_THAT(to_ask(), HasSubstr(yara));
  EXPECT_THAT(to_ask(), HasSubstr("g-told"));
  EXPECT_THAT(to_ask(), Not(HasSubstr("g-blocked"))) << "whom the school does not inform";
  EXPECT_THAT(to_ask(), Not(HasSubstr("s-onehome"))) << "came with everybody else";
  const auto page = [&] { return host_.render(mentor, "planning", R"({"group":"g1"})"); };
  constexpr char heading[] = "For the school to do: ask how they like to be reached";
  EXPECT_THAT(page(), HasSubstr(heading));
  EXPECT_THAT(page(), HasSubstr("/students/s-alone/guardians/g-solo"));

  host_.write(mentor, "guardian.prefer", of(alone, R"("guardian":"g-solo","channel":"phone")"));
  host_.write(mentor, "guardian.prefer", of(not_told, R"("guardian":"g-told","hours":"na acht")"));
  EXPECT_EQ(to_ask(), "[]");
  EXPECT_THAT(page(), Not(HasSubstr(heading)));
}

// Of the school, never of the family: what they answered about visits neither adds nor takes away.
TEST_F(EnrolmentTest, R25_R1_WhatWasAnsweredAboutVisitsChangesNothingOfIt) {
  const std::string before = to_ask();
  for (const char* answer : {"declined", "deferred", "agreed"}) {
    host_.write(mentor, "answer.record",
                of(alone, R"("guardian":"g-solo","answer":")" + std::string(answer) + "\""));
    EXPECT_EQ(to_ask(), before) << answer;
  }
}

TEST_F(ListTest, R30_TheWishStandsInThePlannersList) {
  host_.write(mentor, "wish.set", of(alone, R"("guardian":"g-solo","visitor":"woman")"));
  EXPECT_EQ(row(alone)["wishes"].at(0)["visitor"].text(), "woman");
  EXPECT_EQ(host_.call(other_mentor, "planning.list", R"({"group":"g1"})").code(), "unknown_group");
}

TEST_F(ListTest, R99_AFamilyLeavesTheListWhenNobodyIsLeftToBeAsked) {
  host_.write(mentor, "answer.record", of(two_homes, R"("guardian":"g-mum","answer":"declined")"));
  EXPECT_THAT(names(), HasSubstr("s-twohomes ")) << "the father has a home of his own";
  EXPECT_THAT(list_->text, Not(HasSubstr("declined")));
  host_.write(mentor, "answer.record", of(two_homes, R"("guardian":"g-dad","answer":"deferred")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-twohomes ")));
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-one","answer":"declined")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-onehome "))) << "nobody comes to a home that they share";
}

TEST_F(ListTest, R35_WithWhomThereIsAnAppointmentNeedsNotBeReached) {
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  EXPECT_EQ(row(alone)["next_approach"].text(), "message");
  const std::string id = plan();
  EXPECT_FALSE(row(alone)["next_approach"].exists());
  const auto page = [&] { return host_.render(mentor, "planning", R"({"group":"g1"})"); };
  EXPECT_THAT(page(), HasSubstr(">Confirm<"));
  EXPECT_THAT(page(), Not(HasSubstr("/students/s-alone/attempts/new")));
  welcome();
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
  EXPECT_THAT(page(), HasSubstr("/visits/" + id + "/before"));
}

}  // namespace
}  // namespace host_test
