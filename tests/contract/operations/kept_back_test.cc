// What a guardian with custody keeps back has its effect wherever the purpose comes up: nothing is
// sent, shown or linked, and what the law bids goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class KeptBackTest : public PlanningTest {
 protected:
  void say(const std::string& purpose, const std::string& status, const char* student = alone,
           const char* guardian = "g-solo", const std::string& more = "") {
    host_.write(care, "permission.record",
                of(student, std::string(R"("guardian":")") + guardian + R"(","purpose":")" +
                                purpose + R"(","status":")" + status + "\"" + more));
  }
  // What stands in the student file.
  std::string filed(const char* student = alone) {
    host_.call(it, "dossier.deliver", "{}");
    return host_.call(care, "dossier.entries", std::string("{\"student\":\"") + student + "\"}")
        .text;
  }
  std::string refused(const char* operation, const std::string& body, const char* actor = mentor) {
    return host_.refused(actor, operation, body).code();
  }
  static std::string revised(const std::string& visit, const std::string& point) {
    return of(alone, "\"visit\":\"" + visit + "\",\"date\":\"" + today +
                         R"(","report":{"key_points":[")" + point + "\"]}");
  }
  static std::string referral(const std::string& to, const std::string& more = "") {
    return of(alone, R"("to":")" + to +
                         R"(","reason":"practical","owner":"c1",)"
                         R"("content":"Over de fiets.")" +
                         more);
  }
  std::string panel(const char* actor) {
    return host_.render(actor, "student.panel", R"({"student":"s-alone"})");
  }
};

constexpr char noted[] =
    R"({"key_points":["Rustig gesprek."],"notes":[{"topic":"at_home","voice":"parent",)"
    R"("text":"Thuis is het druk.","tier":"care"}]})";

TEST_F(KeptBackTest, WhatIsWrittenWhileKeyPointsAreObjectedToIsNeverSent) {
  say("key_points", "objected");
  const Reply saved =
      host_.write(mentor, "visit.record",
                  of(alone, R"("date":"2026-10-12","report":{"key_points":["Een."],)"
                            R"("goes_well_skipped":true,"agreements":[{"what":"Elke week bellen.",)"
                            R"("who":"school"}]})"));
  EXPECT_EQ(saved.get("filed"), "none");
  EXPECT_EQ(saved.warnings(), "key_points_kept_back");
  const std::string visit = saved.get("visit");
  host_.write(mentor, "visit.revise", revised(visit, "Twee."));
  EXPECT_THAT(filed(), Not(testing::ContainsRegex("Een|Twee|bellen")));

  // Taken back: what comes after is sent, what belongs to that report is not, then neither.
  say("key_points", "informed");
  EXPECT_EQ(host_.write(mentor, "visit.revise", revised(visit, "Drie.")).warnings(),
            "key_points_kept_back");
  host_.visit(mentor, alone, "", R"({"key_points":["Vier."]})");
  EXPECT_THAT(filed(), Not(testing::ContainsRegex("Een|Twee|Drie|bellen")));
  EXPECT_THAT(filed(), HasSubstr("Vier"));
  EXPECT_THAT(host_.history(mentor, alone).text, HasSubstr("Drie"));
}

TEST_F(KeptBackTest, AnAgreementOfAReportThatWasKeptBackIsNotSentAfterwardsEither) {
  say("key_points", "objected");
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"agreements":[{"what":"Elke week bellen.","who":"school"}]})");
  say("key_points", "informed");
  const Reply history = host_.history(mentor, alone);
  const std::string id(history["agreements"].at(0)["id"].text());
  ASSERT_NE(id, "");
  const Reply changed = host_.write(mentor, "agreement.change",
                                    of(alone, "\"agreement\":\"" + id + R"(","state":"done")"));
  EXPECT_EQ(changed.get("filed"), "none");
  EXPECT_THAT(filed(), Not(HasSubstr("bellen")));
}

TEST_F(KeptBackTest, WhatWasFiledBeforeStaysAndCanBeTakenBackWhileItIsObjectedTo) {
  const std::string visit = host_.visit(mentor, alone, "", R"({"key_points":["Eerder."]})");
  ASSERT_THAT(filed(), HasSubstr("Eerder"));
  say("key_points", "objected");
  host_.write(mentor, "visit.revise", revised(visit, "Later."));
  EXPECT_THAT(filed(), Not(HasSubstr("Later")));
  EXPECT_EQ(host_.write(care, "visit.void", of(alone, "\"visit\":\"" + visit + "\"")).get("filed"),
            "waiting");
}

TEST_F(KeptBackTest, ANeverFiledReportIsMarkedAsAMistakeWithoutAWordToTheFile) {
  say("key_points", "objected");
  const std::string visit = host_.visit(mentor, alone);
  EXPECT_EQ(host_.write(care, "visit.void", of(alone, "\"visit\":\"" + visit + "\"")).get("filed"),
            "none");
}

TEST_F(KeptBackTest, TheAnswerToAVisitIsNoKeyPointAndGoesOn) {
  say("key_points", "objected");
  EXPECT_EQ(
      host_.write(mentor, "answer.record", of(alone, R"("guardian":"g-solo","answer":"declined")"))
          .get("filed"),
      "waiting");
}

TEST_F(KeptBackTest, OneOfThoseWithCustodyIsEnoughAndWhoHasNoneDoesNotCount) {
  const auto recorded = [&](const char* student) {
    return host_
        .write(mentor, "visit.record",
               of(student, R"("date":"2026-10-12","report":{"key_points":["x"]})"))
        .get("filed");
  };
  say("key_points", "objected", two_homes, "g-dad");
  EXPECT_EQ(recorded(two_homes), "none");
  say("key_points", "objected", no_custody, "g-without");
  EXPECT_EQ(recorded(no_custody), "waiting");
}

TEST_F(KeptBackTest, TheCareTeamReadsNothingWhileItIsObjectedTo) {
  host_.visit(mentor, alone, "", noted);
  ASSERT_THAT(host_.history(care, alone).text, HasSubstr("Thuis is het druk"));
  say("care_team", "objected");
  EXPECT_THAT(host_.history(care, alone).text, Not(HasSubstr("Thuis is het druk")));
  EXPECT_THAT(panel(care), Not(HasSubstr("Thuis is het druk")));
  EXPECT_THAT(host_.history(mentor, alone).text, HasSubstr("Thuis is het druk"));
  // What was written before is theirs again.
  say("care_team", "informed");
  EXPECT_THAT(host_.history(care, alone).text, HasSubstr("Thuis is het druk"));
}

TEST_F(KeptBackTest, WhatWasWrittenWhileItWasObjectedToStaysFromTheCareTeam) {
  say("care_team", "objected");
  host_.visit(mentor, alone, "", noted);
  say("care_team", "informed");
  const std::string seen = host_.history(care, alone).text;
  EXPECT_THAT(seen, Not(HasSubstr("Thuis is het druk")));
  EXPECT_THAT(seen, HasSubstr("Rustig gesprek"));
}

TEST_F(KeptBackTest, WhoDoesNotSeeAllOfAReportDoesNotReplaceIt) {
  const std::string visit = host_.visit(mentor, alone, "", noted);
  say("care_team", "objected");
  EXPECT_EQ(refused("visit.revise", revised(visit, "Anders."), care), "not_the_author");
  EXPECT_THAT(host_.history(mentor, alone).text, HasSubstr("Thuis is het druk"));
}

TEST_F(KeptBackTest, R100_NothingIsPassedOnToACareTeamThatIsObjectedTo) {
  host_.write(mentor, "referral.make", referral("support_team"));
  ASSERT_THAT(host_.call(care, "referral.list", "{}").text, HasSubstr("Over de fiets"));
  say("care_team", "objected");
  EXPECT_THAT(host_.call(care, "referral.list", "{}").text, Not(HasSubstr("Over de fiets")));
  EXPECT_EQ(refused("referral.make", referral("care_coordinator")), "care_team_kept_back");
  EXPECT_THAT(host_.render(mentor, "referral.form", R"({"student":"s-alone"})"),
              HasSubstr("objection to sharing with the care team"));
  EXPECT_THAT(host_.render(mentor, "referral.form", R"({"student":"s-alone"})"),
              Not(HasSubstr("the care coordinator and you can read it")));
  EXPECT_THAT(host_.render(mentor, "visit.form", R"({"student":"s-alone"})"),
              Not(HasSubstr("Only you and the care coordinator read this")));
}

TEST_F(KeptBackTest, R100_OnlyAnOrganisationThatGotAYesIsNamedWhileAnotherGotANo) {
  EXPECT_EQ(host_.write(mentor, "referral.make", referral("municipality")).warnings(),
            "permission_not_noted");
  say("outside_agency", "refused", alone, "g-solo", R"(,"scope":"Jeugdzorg")");
  EXPECT_EQ(refused("referral.make", referral("municipality")), "outside_agency_kept_back");
  EXPECT_EQ(refused("referral.make", referral("municipality", R"(,"organisation":"Jeugdzorg")")),
            "outside_agency_kept_back");
  EXPECT_EQ(refused("referral.make", referral("municipality", R"(,"organisation":"Wijkteam")")),
            "outside_agency_kept_back");
  say("outside_agency", "given", alone, "g-solo", R"(,"scope":"Wijkteam")");
  EXPECT_EQ(
      host_
          .write(mentor, "referral.make", referral("municipality", R"(,"organisation":"Wijkteam")"))
          .warnings(),
      "");
}

TEST_F(KeptBackTest, R105_AnObjectionDoesNotStopTheWayToTheAppointedOfficer) {
  say("care_team", "objected");
  say("key_points", "objected");
  EXPECT_EQ(host_.call(mentor, "care.hand_off", submitted("{}")).code(), "");
}

TEST_F(KeptBackTest, R45_NobodyElseComesAlongWhereTheyWouldRatherNot) {
  const auto visit = [&](const std::string& who) {
    return of(alone, R"("date":"2026-10-12","report":{"key_points":["x"]},)" + who);
  };
  const std::string interpreter = R"("interpreter":{"kind":"phone","language":"tr"})";
  say("present_others", "refused", alone, "g-solo", R"(,"date":"2026-10-10")");
  EXPECT_EQ(refused("visit.record", visit(interpreter)), "present_others_kept_back");
  EXPECT_EQ(refused("visit.record", visit(R"("companions":[{"role":"outside_professional"}])")),
            "present_others_kept_back");
  EXPECT_EQ(refused("visit.plan", of(alone, R"("date":"2026-10-20",)" + interpreter)),
            "present_others_kept_back");
  EXPECT_THAT(host_.render(mentor, "visit.form", R"({"student":"s-alone"})"),
              HasSubstr("Rather no interpreter or companion"));
  // As it was on the day of the visit.
  host_.write(mentor, "visit.record",
              of(alone, R"("date":"2026-10-09","report":{"key_points":["x"]},)" + interpreter));
  say("present_others", "given", alone, "g-solo", R"(,"date":"2026-10-12")");
  host_.write(mentor, "visit.record", visit(interpreter));
}

TEST_F(KeptBackTest, R48_ABuddyThatIsNotWantedIsNotLinkedAndALinkEndsForBoth) {
  const std::string link =
      of(alone, R"("guardian":"g-solo","other_student":"s-other","other_guardian":"g-dekker",)"
                R"("purpose":"overgang","agreed":true,"other_agreed":true)");
  host_.write(care, "buddy.link", link);
  const Reply said =
      host_.write(care, "permission.record",
                  of(other_group, R"("guardian":"g-dekker","purpose":"buddy","status":"refused")"));
  EXPECT_EQ(said.warnings(), "buddy_link_ended");
  EXPECT_EQ(approach(alone)["buddies"].at(0)["ended"].text(), today);
  EXPECT_EQ(approach(other_group, other_mentor)["buddies"].at(0)["ended"].text(), today);
  const Reply reply = host_.refused(care, "buddy.link", link);
  EXPECT_EQ(reply.code(), "buddy_kept_back");
  EXPECT_EQ(reply.pointer(), "/other_agreed");
}

TEST_F(KeptBackTest, WhoWritesIsToldBeforehandAndNoListOrStudentFileTells) {
  EXPECT_THAT(panel(mentor), Not(HasSubstr("Good to know before you write")));
  say("key_points", "objected");
  say("evaluation", "objected");
  for (const char* actor : {mentor, teacher, care}) {
    EXPECT_THAT(panel(actor), HasSubstr("objection to key points"));
    EXPECT_THAT(panel(actor), HasSubstr("no form and no code"));
  }
  EXPECT_THAT(panel(leader), Not(HasSubstr("objection")));
  EXPECT_THAT(host_.render(mentor, "visit.form", R"({"student":"s-alone"})"),
              HasSubstr("objection to key points"));
  EXPECT_THAT(host_.render(mentor, "visit.form", R"({"student":"s-alone"})"),
              Not(HasSubstr("These come into the student")));
  EXPECT_THAT(host_.render(mentor, "class", R"({"group":"g1"})"), Not(HasSubstr("objection")));
  EXPECT_THAT(filed(), Not(HasSubstr("objection")));
}

// Whatever is done in whatever order: nothing that was written while somebody with custody objected
// ever stands in the student file, nor is it read by the care team.
class KeptBackAlwaysTest : public KeptBackTest, public testing::WithParamInterface<unsigned> {};

TEST_P(KeptBackAlwaysTest, NothingWrittenInBetweenIsEverSentOrShown) {
  std::mt19937 dice(GetParam());
  const auto chance = [&](unsigned of) { return dice() % of == 0; };
  bool objected = false;
  std::string last;
  for (int i = 0; i < 25; ++i) {
    if (chance(4)) {
      objected = !objected;
      for (const char* purpose : {"key_points", "care_team"})
        say(purpose, objected ? "objected" : "informed", two_homes, "g-dad");
      if (chance(2)) say("key_points", "informed", two_homes, "g-mum");
    }
    const std::string word = (objected ? "achter" : "open") + std::to_string(i);
    const std::string report =
        R"("date":"2026-10-12","report":{"goes_well_skipped":true,)"
        R"("key_points":[")" +
        word + R"("],"notes":[{"topic":"at_home","voice":"parent","text":")" + word + "-zorg" +
        R"("}],"agreements":[{"what":")" + word + R"(","who":"school"}]})";
    if (last.empty() || chance(2)) {
      last = host_.write(mentor, "visit.record", of(two_homes, report)).get("visit");
    } else if (chance(3)) {
      host_.write(mentor, "visit.sign_off", of(two_homes, "\"visit\":\"" + last + "\""));
      for (const char* tier : {"shared", "care"})
        host_.write(mentor, "visit.amend",
                    of(two_homes, "\"visit\":\"" + last + R"(","text":")" + word +
                                      R"(","why":"x","tier":")" + tier + "\""));
      last.clear();
    } else {
      host_.write(mentor, "visit.revise", of(two_homes, "\"visit\":\"" + last + "\"," + report));
    }
    if (chance(3)) filed(two_homes);
  }
  EXPECT_THAT(filed(two_homes), Not(HasSubstr("achter")));
  EXPECT_THAT(filed(two_homes), HasSubstr("open"));
  EXPECT_THAT(host_.history(care, two_homes).text,
              Not(testing::ContainsRegex("achter[0-9]+-zorg")));
}

INSTANTIATE_TEST_SUITE_P(Dice, KeptBackAlwaysTest, testing::Range(1u, 7u));

TEST_F(KeptBackTest, R100_WhoPassedItOnSeesThatAndHowItStandsAndOthersDoNot) {
  host_.write(mentor, "referral.make", referral("support_team"));
  EXPECT_THAT(panel(mentor), HasSubstr("Support team: "));
  EXPECT_THAT(panel(mentor), Not(HasSubstr("Over de fiets")));
  EXPECT_THAT(panel(teacher), Not(HasSubstr("Support team")));
  EXPECT_THAT(panel(leader), Not(HasSubstr("Support team")));
}

}  // namespace
}  // namespace host_test
