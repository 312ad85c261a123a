// What a report holds of agreements, decisions, separate talks and plans, and what families get of
// it, through hv_call.
// Requirements: R10, R12, R14, R15, R69, R70, R71, R74, R75, R78, R81, R84, R85, R86, R87, R88,
// R90, R91, R99.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReportRulesTest : public testing::Test {
 protected:
  ReportRulesTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  // One agreement of a visit; its JSON in the history.
  std::string agreement(const std::string& members) {
    host_.visit(mentor, alone, "",
                R"({"key_points":["x"],"agreements":[{"what":"Samen lezen","who":"parent")" +
                    members + "}]}");
    return std::string(host_.history(mentor, alone)["agreements"].at(0)["id"].text());
  }
  Reply change(const std::string& agreement, const std::string& members) {
    return host_.write(mentor, "agreement.change",
                       R"({"student":"s-alone","agreement":")" + agreement + "\"," + members + "}");
  }
  Reply progress(const char* actor = mentor) {
    return host_.call(actor, "student.progress", R"({"student":"s-alone"})");
  }
  Reply copy(const std::string& visit, const std::string& more = "", const char* actor = mentor,
             const std::string& student = alone) {
    return host_.call(actor, "visit.copy",
                      R"({"student":")" + student + R"(","visit":")" + visit + "\"" + more + "}");
  }

  Folder folder_;
  Host host_;
};

TEST_F(ReportRulesTest, R87_ThatItFitsTheFamilyIsSaidApartFromThatTheyAgree) {
  agreement(R"(,"fits_family":true)");
  const Reply history = host_.history(mentor, alone);
  EXPECT_TRUE(history["agreements"].at(0)["fits_family"].is_true());
  EXPECT_FALSE(history["agreements"].at(0)["accepted_by_family"].is_true());
}

class KindTest : public ReportRulesTest, public testing::WithParamInterface<const char*> {};
TEST_P(KindTest, R14_R75_R88_AnAgreementHasAKind) {
  agreement(std::string(R"(,"kind":")") + GetParam() + "\"");
  EXPECT_EQ(host_.history(mentor, alone)["agreements"].at(0)["kind"].text(), GetParam());
}
INSTANTIATE_TEST_SUITE_P(Kinds, KindTest,
                         testing::Values("joint_activity", "training", "school_demonstrates",
                                         "encouragement", "contact"),
                         [](const auto& test) { return std::string(test.param); });

class GoalTypeTest : public ReportRulesTest, public testing::WithParamInterface<const char*> {};
TEST_P(GoalTypeTest, R85_WhatTheWorkingTogetherIsFor) {
  agreement(std::string(R"(,"goal":")") + GetParam() + "\"");
  EXPECT_EQ(progress()["agreements"].at(0)["goal"].text(), GetParam());
}
INSTANTIATE_TEST_SUITE_P(Goals, GoalTypeTest,
                         testing::Values("involvement", "using_knowledge", "shared_responsibility"),
                         [](const auto& test) { return std::string(test.param); });

class DecisionTest : public ReportRulesTest, public testing::WithParamInterface<const char*> {};
TEST_P(DecisionTest, R74_HowItWasDecided) {
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"decision":")") + GetParam() + "\"}");
  EXPECT_EQ(host_.history(teacher, alone)["timeline"].at(0)["visit"]["report"]["decision"].text(),
            GetParam());
}
INSTANTIATE_TEST_SUITE_P(Roles, DecisionTest, testing::Values("informed", "consulted", "together"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(ReportRulesTest, R84_WhatTheFamilyHasNotTakenUpIsAProposal) {
  const std::string id = agreement("");
  EXPECT_EQ(progress()["agreements"].at(0)["steps"].at(0)["life"].text(), "proposed");
  change(id, R"("life":"accepted")");
  const Reply after = progress();
  EXPECT_TRUE(after["agreements"].at(0)["accepted_by_family"].is_true());
  EXPECT_EQ(after["agreements"].at(0)["state"].text(), "open");
}

TEST_F(ReportRulesTest, R84_BothAxesAreKeptAndTheWordFollows) {
  const std::string id = agreement(R"(,"accepted_by_family":true)");
  change(id, R"("life":"on-hold","result":"improving","note":"Even rust.","review":"2026-12-01")");
  change(id, R"("life":"completed","result":"not-attainable")");
  const Reply now = progress();
  const json::Value one = now["agreements"].at(0);
  EXPECT_EQ(one["state"].text(), "let_go");
  EXPECT_TRUE(one["closed"].is_true());
  ASSERT_EQ(one["steps"].size(), 3u);
  EXPECT_EQ(one["steps"].at(1)["state"].text(), "open");
  EXPECT_EQ(one["steps"].at(1)["result"].text(), "improving");
  EXPECT_EQ(one["steps"].at(1)["note"].text(), "Even rust.");
  EXPECT_EQ(one["review"].text(), "2026-12-01") << "kept until another is said";
}

TEST_F(ReportRulesTest, R84_AWordThatDoesNotFitIsRefused) {
  const std::string id = agreement("");
  const Reply reply = host_.refused(
      mentor, "agreement.change",
      R"({"student":"s-alone","agreement":")" + id + R"(","state":"done","life":"active"})");
  EXPECT_EQ(reply.code(), "state_contradicts");
  EXPECT_EQ(reply.pointer(), "/state");
  // The word that holds already changes no axis.
  change(id, R"("life":"on-hold")");
  change(id, R"("state":"open","note":"x")");
  EXPECT_EQ(progress()["agreements"].at(0)["steps"].at(2)["life"].text(), "on-hold");
}

TEST_F(ReportRulesTest, R84_AReviewLiesNotInThePast) {
  const std::string id = agreement("");
  const Reply reply =
      host_.refused(mentor, "agreement.change",
                    R"({"student":"s-alone","agreement":")" + id + R"(","review":"2026-10-11"})");
  EXPECT_EQ(reply.code(), "review_in_past");
  EXPECT_EQ(reply.pointer(), "/review");
}

constexpr char with_care_matters[] =
    R"({"key_points":["Fijn gesprek."],"goes_well":"Leest graag.",)"
    R"("notes":[{"topic":"school_affairs","voice":"school","text":"De schoolreis","tier":"shared"},)"
    R"({"topic":"own_approach","voice":"parent","text":"Wij praten na het eten"}],)"
    R"("agreements":[{"what":"Samen lezen","who":"parent","accepted_by_family":true}],)"
    R"("parked":[{"what":"Parkedsentence","with":"Withsentence","date":"2026-10-20"}],)"
    R"("support_plan":{"own_solution":"Ownsentence","reference":"OPP-777"}})";
constexpr const char* of_the_care_team[] = {"Parkedsentence", "Withsentence", "2026-10-20",
                                            "Ownsentence",    "OPP-777",      "na het eten"};

TEST_F(ReportRulesTest, R90_R91_TheCareTeamSeesTheTalkAndThePlanAndColleaguesDoNot) {
  host_.visit(mentor, alone, "", with_care_matters);
  for (const char* actor : {mentor, care})
    for (const char* text : of_the_care_team) EXPECT_TRUE(host_.history(actor, alone).holds(text));
  for (const char* actor : {teacher, leader}) {
    const std::string panel = host_.render(actor, "student.panel", R"({"student":"s-alone"})");
    for (const char* text : of_the_care_team) {
      EXPECT_FALSE(host_.history(actor, alone).holds(text)) << text;
      EXPECT_THAT(panel, Not(HasSubstr(text)));
    }
  }
  host_.call(machine, "dossier.deliver", "{}");
  const Reply entries = host_.call(care, "dossier.entries", R"({"student":"s-alone"})");
  EXPECT_TRUE(entries.holds("De schoolreis"));
  for (const char* text : of_the_care_team) EXPECT_FALSE(entries.holds(text)) << text;
}

TEST_F(ReportRulesTest, R90_R91_AColleagueOutsideTheCareTeamDoesNotWriteThem) {
  for (const auto& [members, pointer] :
       {std::pair{R"("parked":[{"what":"x"}])", "/report/parked"},
        std::pair{R"("support_plan":{"own_solution":"x"})", "/report/support_plan"}}) {
    const Reply reply = host_.refused(
        teacher, "visit.record",
        std::string(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)") +
            members + "}}");
    EXPECT_EQ(reply.code(), "tier_not_yours");
    EXPECT_EQ(reply.pointer(), pointer);
  }
}

TEST_F(ReportRulesTest, R90_ASeparateTalkIsNotBeforeTheVisit) {
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)"
                    R"("parked":[{"what":"x","date":"2026-10-11"}]}})");
  EXPECT_EQ(reply.code(), "date_before_visit");
  EXPECT_EQ(reply.pointer(), "/report/parked/0/date");
}

TEST_F(ReportRulesTest, R91_ThePlanAloneAsksForTheFamilysOwnSolution) {
  const auto warnings = [&](const char* plan) {
    return host_
        .write(
            mentor, "visit.record",
            std::string(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)"
                        R"("support_plan":)") +
                plan + "}}")
        .warnings();
  };
  EXPECT_EQ(warnings(R"({"reference":"OPP-1"})"), "own_solution_first");
  EXPECT_EQ(warnings(R"({"reference":"OPP-1","own_solution":"Opa leest mee"})"), "");
}

TEST_F(ReportRulesTest, R10_ALabelGetsAHintAndIsTakenAllTheSame) {
  const Reply reply = host_.write(
      mentor, "visit.record",
      R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["Moeder is onwillig."]}})");
  EXPECT_EQ(reply.warnings(), "labelling_word");
  EXPECT_TRUE(host_.history(mentor, alone).holds("Moeder is onwillig."));
}

// The topics of R12, R69, R70, R71, R73 and R78 each have a place.
class TopicPlaceTest : public ReportRulesTest, public testing::WithParamInterface<const char*> {};
TEST_P(TopicPlaceTest, R12_R69_R70_R71_R73_R78_HasAPlaceOfItsOwn) {
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"notes":[{"topic":")") + GetParam() +
                  R"(","voice":"parent","text":"Eigen woorden."}]})");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["report"]["notes"].at(0)["topic"].text(),
            GetParam());
}
INSTANTIATE_TEST_SUITE_P(Topics, TopicPlaceTest,
                         testing::Values("parent_raised", "good_to_know", "for_class", "values",
                                         "own_approach", "school_affairs"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(ReportRulesTest, R15_WhatIsSaidInConfidenceIsInNoKeyPointAndNoCopy) {
  const std::string visit = host_.visit(
      mentor, alone, "",
      R"({"key_points":["Fijn gesprek."],"notes":[{"topic":"other","tier":"confidential",)"
      R"("voice":"school","text":"Confidentialsentence"}]})");
  EXPECT_FALSE(host_.history(teacher, alone).holds("Confidentialsentence"));
  EXPECT_FALSE(copy(visit).holds("Confidentialsentence"));
}

TEST_F(ReportRulesTest, R86_TheCopyHoldsWhatColleaguesReadAndNothingElse) {
  const std::string visit = host_.visit(mentor, alone, "", with_care_matters);
  for (const char* actor : {mentor, teacher, care}) {
    const Reply reply = copy(visit, "", actor);
    ASSERT_EQ(reply.status, HV_OK) << reply.text;
    for (const char* text : {"Fijn gesprek.", "Leest graag.", "De schoolreis", "Samen lezen"})
      EXPECT_TRUE(reply.holds(text)) << text;
    for (const char* text : of_the_care_team) EXPECT_FALSE(reply.holds(text)) << text;
  }
  EXPECT_EQ(copy(visit, "", leader).code(), "role_may_not");
}

TEST_F(ReportRulesTest, R86_HeadingsComeInTheHomeLanguage) {
  const std::string visit = host_.visit(mentor, alone, "", with_care_matters);
  const Reply arabic = copy(visit, R"(,"language":"ar")");
  EXPECT_EQ(arabic["direction"].text(), "rtl");
  EXPECT_FALSE(arabic["checked"].is_true());
  EXPECT_TRUE(arabic.holds("ما يسير بشكل جيد"));
  EXPECT_TRUE(arabic.holds("Leest graag.")) << "as it was written";
  const Reply dutch = copy(visit, R"(,"language":"nl")");
  EXPECT_EQ(dutch["direction"].text(), "ltr");
  EXPECT_TRUE(dutch["checked"].is_true());
  EXPECT_EQ(copy(visit, R"(,"language":"zh")").code(), "no_such_language");
}

// R99: both get the same but for their own name, and where somebody lives stands in neither.
TEST_F(ReportRulesTest, R99_BothGuardiansGetTheSameCopy) {
  const std::string visit = host_.visit(mentor, two_homes, R"(,"at_guardian":"g-mum")");
  const Reply mother = copy(visit, R"(,"guardian":"g-mum","language":"nl")", mentor, two_homes);
  const Reply father = copy(visit, R"(,"guardian":"g-dad","language":"nl")", mentor, two_homes);
  ASSERT_EQ(mother.status, HV_OK) << mother.text;
  const auto without_reader = [](const Reply& reply) {
    std::string text = reply.text;
    const std::string name(reply["guardian"]["name"].text());
    for (std::size_t at; (at = text.find(name)) != std::string::npos;) text.erase(at, name.size());
    const std::string id(reply["guardian"]["id"].text());
    return text.erase(text.find(id), id.size());
  };
  EXPECT_EQ(without_reader(mother), without_reader(father));
  for (const Reply* reply : {&mother, &father}) EXPECT_FALSE(reply->holds("hh-")) << "a home";
}

TEST_F(ReportRulesTest, R99_WhoIsNotToBeInformedGetsNoCopy) {
  const std::string visit = host_.visit(mentor, not_told);
  EXPECT_EQ(copy(visit, R"(,"guardian":"g-blocked")", mentor, not_told).code(),
            "not_to_be_informed");
}

TEST_F(ReportRulesTest, R86_ThereIsNoCopyOfWhatIsNoReport) {
  const Reply planned =
      host_.write(mentor, "visit.plan", R"({"student":"s-alone","date":"2026-10-20"})");
  EXPECT_EQ(copy(planned.get("visit")).code(), "nothing_to_copy");
  const std::string visit = host_.visit(mentor, alone);
  host_.write(care, "visit.void", R"({"student":"s-alone","visit":")" + visit + "\"}");
  EXPECT_EQ(copy(visit).code(), "nothing_to_copy");
}

TEST_F(ReportRulesTest, R84_OnlyTheSchoolOwes) {
  host_.write(
      mentor, "visit.record",
      R"({"student":"s-alone","date":"2026-09-12","report":{"key_points":["x"],"agreements":[)"
      R"({"what":"Boek lenen","who":"school","by":"2026-10-01"},)"
      R"({"what":"Samen lezen","who":"parent","by":"2026-10-01"},)"
      R"({"what":"Lezen","who":"pupil","by":"2026-10-01"}]}})");
  const Reply now = progress();
  for (std::size_t i = 0; i < now["agreements"].size(); ++i) {
    const json::Value one = now["agreements"].at(i);
    EXPECT_EQ(one["owed"].is_true(), one["who"].text() == "school") << one["what"].text();
  }
  const std::string page = host_.render(mentor, "student.progress", R"({"student":"s-alone"})");
  const std::size_t owed = page.find("id=\"hv-owed\"");
  ASSERT_NE(owed, std::string::npos);
  const std::string section = page.substr(owed, page.find("</section>", owed) - owed);
  EXPECT_THAT(section, HasSubstr("Boek lenen"));
  EXPECT_THAT(section, Not(HasSubstr("lezen")));
}

TEST_F(ReportRulesTest, TheProgressIsSeenByWhoSeesTheStudent) {
  agreement("");
  for (const char* actor : {mentor, teacher, care, leader})
    EXPECT_EQ(progress(actor)["agreements"].size(), 1u);
  EXPECT_EQ(progress(other_mentor).code(), "unknown_student");
  EXPECT_EQ(progress(it).code(), "role_may_not");
  EXPECT_THAT(host_.render(leader, "student.progress", R"({"student":"s-alone"})"),
              Not(HasSubstr("<form class=\"hv-form")));
}

}  // namespace
}  // namespace host_test
