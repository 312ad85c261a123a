// The rules about answers of guardians and students, by requirement (R1 ...) or by the number of
// Requirements: R1, R3, R95, R97.
// the rule on consent, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AnswerRulesTest : public testing::Test {
 protected:
  AnswerRulesTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  static std::string body(const std::string& student, const std::string& guardian,
                          const std::string& answer, const std::string& more = "") {
    return "{\"student\":\"" + student + "\",\"guardian\":\"" + guardian + "\",\"answer\":\"" +
           answer + "\"" + more + "}";
  }
  Reply answer(const std::string& student, const std::string& guardian, const std::string& kind,
               const std::string& more = "") {
    return host_.write(mentor, "answer.record", body(student, guardian, kind, more));
  }
  Reply plan_at(const std::string& student, const std::string& guardian,
                const std::string& date = "2026-10-20") {
    return host_.call(
        mentor, "visit.plan",
        submitted("{\"student\":\"" + student + "\",\"date\":\"" + date + "\"" +
                  (guardian.empty() ? "" : ",\"at_guardian\":\"" + guardian + "\"") + "}"));
  }
  // What the history says now of one guardian.
  std::string standing(const std::string& student, const std::string& guardian) {
    const Reply history = host_.history(mentor, student);
    const json::Value guardians = history["guardians"];
    for (std::size_t i = 0; i < guardians.size(); ++i)
      if (guardians.at(i)["id"].text() == guardian)
        return std::string(guardians.at(i)["answer"].dump());
    return "no such guardian";
  }

  Folder folder_;
  Host host_;
};

TEST_F(AnswerRulesTest, R1_ADeclineHasNoFieldForAReason) {
  const Reply reply = host_.refused(mentor, "answer.record",
                                    body(alone, "g-solo", "declined", R"(,"reason":"druk")"));
  EXPECT_EQ(reply.code(), "unknown_field");
  EXPECT_EQ(reply.pointer(), "/reason");
}

TEST_F(AnswerRulesTest, R1_ADeclineIsCompleteByItself) {
  const Reply reply = answer(alone, "g-solo", "declined");
  EXPECT_EQ(reply.warnings(), "");
}

// Everything that can differ between two families is cut away; what is left must be the same.
std::string form_of(std::string entry) {
  entry = std::regex_replace(entry, std::regex("[0-9a-f]{8}-[0-9a-f-]{27}"), "UUID");
  for (const char* word : {"agreed", "declined"})
    entry = std::regex_replace(entry, std::regex(word), "ANSWER");
  entry = std::regex_replace(entry, std::regex("\"not_before\":\"[0-9-]*\",?"), "");
  return entry;
}

TEST_F(AnswerRulesTest, R1_InTheHistoryADeclineHasTheFormOfAnyOtherAnswer) {
  answer(alone, "g-solo", "declined");
  const std::string declined = std::string(host_.history(mentor, alone)["timeline"].at(0).dump());
  Folder other;
  Host second(config_in(other));
  second.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  second.write(mentor, "answer.record", body(alone, "g-solo", "agreed"));
  const std::string agreed = std::string(second.history(mentor, alone)["timeline"].at(0).dump());
  EXPECT_EQ(form_of(declined), form_of(agreed));
}

TEST_F(AnswerRulesTest, R1_InTheDossierADeclineHasTheFormOfAnyOtherAnswer) {
  answer(alone, "g-solo", "declined");
  answer(one_home, "g-one", "agreed");
  host_.call(machine, "dossier.deliver", "{}");
  const auto fields = [&](const char* student) {
    const Reply entries =
        host_.call(teacher, "dossier.entries", std::string("{\"student\":\"") + student + "\"}");
    std::string names;
    entries["entries"].at(0).each_member(
        [&](std::string_view key, json::Value) { names += std::string(key) + " "; });
    return names;
  };
  EXPECT_EQ(fields(alone), fields(one_home));
}

TEST_F(AnswerRulesTest, R1_NoFigureOfTheClassFallsByADecline) {
  const auto row = [&] {
    const Reply list = host_.call(mentor, "student.list", R"({"group":"g1","sort":"name"})");
    std::string ids;
    for (std::size_t i = 0; i < list["students"].size(); ++i)
      ids += std::string(list["students"].at(i)["id"].text()) + " ";
    return ids;
  };
  const std::string before = row();
  answer(alone, "g-solo", "declined");
  EXPECT_EQ(row(), before);
}

TEST_F(AnswerRulesTest, R97_WhatWasVolunteeredIsForItsAuthorAndTheCareCoordinatorAlone) {
  answer(alone, "g-solo", "declined", R"(,"volunteered":"Zelf nare schooltijd.")");
  EXPECT_TRUE(host_.history(mentor, alone).holds("Zelf nare schooltijd."));
  EXPECT_TRUE(host_.history(care, alone).holds("Zelf nare schooltijd."));
  EXPECT_FALSE(host_.history(teacher, alone).holds("Zelf nare schooltijd."));
  EXPECT_FALSE(host_.history(leader, alone).holds("Zelf nare schooltijd."));
}

TEST_F(AnswerRulesTest, R3_AnotherFormIsAContactWhenItTookPlace) {
  answer(alone, "g-solo", "other_form", R"(,"form":"phone")");
  host_.visit(mentor, alone, R"(,"place":"phone")");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["last_contact"]["place"].text(), "phone");
}

TEST_F(AnswerRulesTest, R3_AnotherFormSaysWhich) {
  const Reply reply = host_.refused(mentor, "answer.record", body(alone, "g-solo", "other_form"));
  EXPECT_EQ(reply.code(), "missing_field");
  EXPECT_EQ(reply.pointer(), "/form");
}

class WaitingTest : public AnswerRulesTest, public testing::WithParamInterface<const char*> {};

TEST_P(WaitingTest, Rule2_WithoutADayNobodyAsksBeforeTheNextSchoolYear) {
  answer(alone, "g-solo", "agreed");
  answer(alone, "g-solo", GetParam());
  EXPECT_THAT(standing(alone, "g-solo"), HasSubstr(R"("not_before":"2027-08-01")"));
}
INSTANTIATE_TEST_SUITE_P(Answers, WaitingTest, testing::Values("declined", "deferred", "withdrawn"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(AnswerRulesTest, Rule2_ADayThatWasSaidIsKept) {
  answer(alone, "g-solo", "deferred", R"(,"not_before":"2026-11-16")");
  EXPECT_THAT(standing(alone, "g-solo"), HasSubstr(R"("not_before":"2026-11-16")"));
}

TEST_F(AnswerRulesTest, Rule2_AfterTheDayThatWasSaidAVisitCanBePlannedAgain) {
  answer(alone, "g-solo", "deferred", R"(,"not_before":"2026-11-16")");
  EXPECT_EQ(plan_at(alone, "g-solo", "2026-11-15").code(), "guardian_prefers_no_visit");
  EXPECT_EQ(plan_at(alone, "g-solo", "2026-11-16").status, HV_OK);
}

TEST_F(AnswerRulesTest, Rule2_NeverHoldsInYearsToCome) {
  answer(alone, "g-solo", "declined", R"(,"never_ask":true)");
  EXPECT_EQ(plan_at(alone, "g-solo", "2028-09-01").code(), "guardian_prefers_no_visit");
}

TEST_F(AnswerRulesTest, Rule2_NeverAndADayExcludeEachOther) {
  const Reply reply = host_.refused(
      mentor, "answer.record",
      body(alone, "g-solo", "declined", R"(,"never_ask":true,"not_before":"2027-01-01")"));
  EXPECT_EQ(reply.code(), "never_and_date");
}

TEST_F(AnswerRulesTest, R95_NobodyRingsAtTheDoorAfterADecline) {
  answer(two_homes, "g-dad", "declined");
  for (const char* at : {"", R"(,"at_guardian":"g-mum")"}) {
    const Reply reply = host_.refused(
        mentor, "visit.record",
        std::string(R"({"student":"s-twohomes","date":"2026-10-12","state":"attempted_doorstep")") +
            at + "}");
    EXPECT_EQ(reply.status, HV_FAILED_PRECONDITION);
    EXPECT_EQ(reply.code(), "guardian_prefers_no_visit");
    EXPECT_EQ(reply.pointer(), "/place");
  }
}

TEST_F(AnswerRulesTest, R95_ADoorstepAttemptIsNoContact) {
  host_.write(mentor, "visit.record",
              R"({"student":"s-alone","date":"2026-10-12","state":"attempted_doorstep"})");
  EXPECT_FALSE(host_.history(mentor, alone)["last_contact"].exists());
}

TEST_F(AnswerRulesTest, NothingAtHomeAfterADecline) {
  answer(alone, "g-solo", "declined");
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})");
  EXPECT_EQ(reply.code(), "guardian_prefers_no_visit");
  EXPECT_FALSE(host_.history(mentor, alone)["may"]["visit_home"].is_true());
}

TEST_F(AnswerRulesTest, AfterADeclineATalkElsewhereStaysPossible) {
  answer(alone, "g-solo", "declined");
  host_.visit(mentor, alone, R"(,"place":"school")");
}

TEST_F(AnswerRulesTest, Rule4_TheLatestAnswerCounts) {
  answer(alone, "g-solo", "declined");
  answer(alone, "g-solo", "agreed");
  EXPECT_EQ(plan_at(alone, "g-solo").status, HV_OK);
}

TEST_F(AnswerRulesTest, Rule4_AnInvalidatedAnswerDropsOut) {
  answer(alone, "g-solo", "agreed");
  const std::string wrong = answer(alone, "g-solo", "declined").get("answer");
  host_.write(care, "answer.void", "{\"student\":\"s-alone\",\"answer\":\"" + wrong + "\"}");
  EXPECT_THAT(standing(alone, "g-solo"), HasSubstr(R"("answer":"agreed")"));
}

TEST_F(AnswerRulesTest, Rule4_AnAnswerOfAnEarlierSchoolYearDoesNotCount) {
  answer(alone, "g-solo", "agreed", R"(,"date":"2026-07-31")");
  EXPECT_EQ(standing(alone, "g-solo"), "null");  // none stands
}

TEST_F(AnswerRulesTest, Rule4_ADeclineOfAnEarlierSchoolYearDoesNotCount) {
  answer(alone, "g-solo", "declined", R"(,"date":"2026-07-31")");
  EXPECT_EQ(plan_at(alone, "g-solo").status, HV_OK);
}

TEST_F(AnswerRulesTest, Rule5_OneDeclineStandsAtOneAddress) {
  answer(one_home, "g-one", "agreed");
  answer(one_home, "g-two", "declined");
  EXPECT_EQ(plan_at(one_home, "g-one").code(), "guardian_prefers_no_visit");
}

TEST_F(AnswerRulesTest, Rule5_TheOtherHomeStaysPossible) {
  answer(two_homes, "g-mum", "agreed");
  answer(two_homes, "g-dad", "declined");
  EXPECT_EQ(plan_at(two_homes, "g-mum").status, HV_OK);
  EXPECT_EQ(plan_at(two_homes, "g-dad").code(), "guardian_prefers_no_visit");
}

TEST_F(AnswerRulesTest, Rule5_WhoHasNoCustodyDecidesForTheirOwnHomeOnly) {
  answer(no_custody, "g-without", "declined");
  EXPECT_EQ(plan_at(no_custody, "g-with").status, HV_OK);
  EXPECT_EQ(plan_at(no_custody, "g-without").code(), "guardian_prefers_no_visit");
}

TEST_F(AnswerRulesTest, Rule6_From16TheStudentAnswersForHerself) {
  host_.write(mentor, "answer.record",
              R"({"student":"s-sixteen","by_student":true,"answer":"declined"})");
  EXPECT_EQ(plan_at(sixteen, "g-kok").code(), "student_prefers_no_visit");
}

TEST_F(AnswerRulesTest, Rule6_TheStudentsOwnAnswerStandsInTheHistory) {
  host_.write(mentor, "answer.record",
              R"({"student":"s-sixteen","by_student":true,"answer":"declined"})");
  EXPECT_EQ(host_.history(mentor, sixteen)["student_answer"]["answer"].text(), "declined");
}

TEST_F(AnswerRulesTest, Rule6_Under16AGuardianAnswers) {
  const Reply reply = host_.refused(mentor, "answer.record",
                                    R"({"student":"s-alone","by_student":true,"answer":"agreed"})");
  EXPECT_EQ(reply.code(), "student_under_16");
  EXPECT_EQ(reply.pointer(), "/by_student");
}

TEST_F(AnswerRulesTest, Rule7_WithdrawingTakesOneStepAndHoldsAtOnce) {
  answer(alone, "g-solo", "agreed");
  EXPECT_EQ(plan_at(alone, "g-solo").status, HV_OK);
  answer(alone, "g-solo", "withdrawn");
  EXPECT_EQ(plan_at(alone, "g-solo").code(), "guardian_prefers_no_visit");
}

TEST_F(AnswerRulesTest, R1_OnlyAWelcomeIsTakenBack) {
  const auto code = [&] {
    return host_.refused(mentor, "answer.record", body(alone, "g-solo", "withdrawn")).code();
  };
  EXPECT_EQ(code(), "nothing_to_take_back") << "nothing was said yet";
  answer(alone, "g-solo", "declined");
  EXPECT_EQ(code(), "nothing_to_take_back") << "it would turn the no round";
  answer(alone, "g-solo", "agreed");
  answer(alone, "g-solo", "withdrawn");
  const std::string words = "Prefers no home visit any more";
  for (const char* view : {"student.panel", "student.consent"})
    EXPECT_THAT(host_.render(mentor, view, R"({"student":"s-alone"})"), HasSubstr(words)) << view;
}

TEST_F(AnswerRulesTest, Rule7_AWithdrawalGoesFirst) {
  answer(alone, "g-solo", "agreed");
  host_.call(machine, "dossier.deliver", "{}");
  host_.visit(mentor, one_home);
  answer(alone, "g-solo", "withdrawn");
  EXPECT_EQ(host_.call(machine, "dossier.deliver", R"({"limit":1})")["delivered"].integer(), 1);
  const auto count = [&](const char* student) {
    return host_
        .call(teacher, "dossier.entries",
              std::string("{\"student\":\"") + student + "\"}")["entries"]
        .size();
  };
  EXPECT_EQ(count(alone), 2u);
  EXPECT_EQ(count(one_home), 0u);
}

TEST_F(AnswerRulesTest, EvidenceIsKeptForTheCareTeamOnly) {
  answer(alone, "g-solo", "agreed", R"(,"evidence_reference":"brief 12","oral_witness":"t1")");
  EXPECT_TRUE(host_.history(mentor, alone).holds("brief 12"));
  EXPECT_FALSE(host_.history(leader, alone).holds("brief 12"));
}

TEST_F(AnswerRulesTest, SomebodyElsesGuardianCannotAnswer) {
  const Reply reply = host_.refused(mentor, "answer.record", body(alone, "g-mum", "agreed"));
  EXPECT_EQ(reply.code(), "unknown_guardian");
  EXPECT_EQ(reply.pointer(), "/guardian");
}

}  // namespace
}  // namespace host_test
