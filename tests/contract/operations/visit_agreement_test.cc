// May we come? What is said before a home visit is confirmed, and by whom, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class VisitAgreementTest : public PlanningTest {
 protected:
  static std::string at(const char* guardian, const char* more = "") {
    return std::string(R"(,"place":"home","at_guardian":")") + guardian + "\"" + more;
  }
  static std::string said_by(const char* guardian, const char* more = "") {
    return std::string(R"(,"agreed":{"channel":"phone","guardian":")") + guardian + "\"" + more +
           "}";
  }
  std::string confirm(const std::string& id, const std::string& more = "",
                      const char* student = alone) {
    const Reply reply = host_.call(mentor, "visit.change",
                                   submitted(visit(id, R"(,"state":"confirmed")" + more, student)));
    pointer_ = reply.pointer();
    return reply.code();
  }
  std::string answer(const char* student, const char* guardian, const char* said,
                     const char* more = "") {
    return host_
        .write(mentor, "answer.record",
               of(student, std::string(R"("guardian":")") + guardian + R"(","answer":")" + said +
                               "\"" + more))
        .get("answer");
  }
  // The answers and the state of the visit, newest first.
  std::string timeline(const char* student = alone) {
    const Reply history = host_.history(mentor, student);
    std::string all;
    for (std::size_t i = 0; i < history["timeline"].size(); ++i) {
      const json::Value entry = history["timeline"].at(i);
      all += std::string(entry["visit"].exists() ? entry["visit"]["state"].text()
                                                 : entry["answer"]["answer"].text()) +
             " ";
    }
    return all;
  }
  void publish(const std::string& more = "") {
    host_.write(leader, "programme.set",
                R"({"school_year":"2026-2027","policy_reference":"Plan","policy_version":"1",)"
                R"("officers":[{"task":"contact_point","staff":"c1","reachable":"0341 123456"}]})");
    std::string texts(host_.call(leader, "notice.draft", R"({"language":"en"})")["texts"].dump());
    if (!more.empty()) texts.replace(texts.find("Every family"), 12, "Each family");
    host_.write(leader, "notice.publish", "{\"texts\":" + texts + more + "}");
  }
  void give_notice() {
    host_.write(mentor, "notice.give", of(alone, R"("guardian":"g-solo","channel":"letter")"));
  }
  std::string ready() {
    const std::string id = plan();
    host_.write(mentor, "visit.ready", visit(id, R"(,"ready":true)"));
    return id;
  }

  std::string pointer_;
};

TEST_F(VisitAgreementTest, R41_AHomeVisitIsProposedFreelyAndConfirmedWhenSomebodySaidWelcome) {
  const std::string id = plan();
  EXPECT_EQ(confirm(id), "visit_not_agreed");
  EXPECT_EQ(pointer_, "/agreed/guardian");
  EXPECT_EQ(timeline(), "proposed ");
  answer(alone, "g-solo", "agreed");
  EXPECT_EQ(confirm(id), "");
}

TEST_F(VisitAgreementTest, R41_NoAnswerAndAnAnswerOfLastYearAreNoAgreement) {
  const std::string id = plan();
  answer(alone, "g-solo", "agreed", R"(,"date":"2026-06-15")");
  EXPECT_EQ(confirm(id), "visit_not_agreed");
  answer(alone, "g-solo", "no_answer");
  EXPECT_EQ(confirm(id), "visit_not_agreed");
}

TEST_F(VisitAgreementTest, R41_APlanThatIsConfirmedAtOnceNeedsTheSame) {
  const std::string request = of(alone, R"("date":"2026-10-20","state":"confirmed")");
  const Reply reply = host_.refused(mentor, "visit.plan", request);
  EXPECT_EQ(reply.code(), "visit_not_agreed");
  EXPECT_EQ(reply.pointer(), "/state");
  welcome();
  host_.write(mentor, "visit.plan", request);
}

TEST_F(VisitAgreementTest, R29_WhoSaidWelcomeHasHadTheNotice) {
  publish();
  const std::string id = ready();
  welcome();
  EXPECT_EQ(confirm(id), "notice_before_visit");
  EXPECT_EQ(confirm(id, said_by("g-solo")), "notice_before_visit");
  give_notice();
  EXPECT_EQ(confirm(id), "");
}

TEST_F(VisitAgreementTest, R29_ANoticeThatChangedIsGivenAndAskedAnew) {
  publish();
  give_notice();
  welcome();
  const std::string id = ready();
  publish(R"(,"material_change":true)");
  EXPECT_EQ(confirm(id), "notice_before_visit");
  give_notice();
  EXPECT_EQ(confirm(id), "visit_not_agreed");
  EXPECT_EQ(confirm(id, said_by("g-solo")), "");
}

// R26: one step, and the evidence that any other answer has.
TEST_F(VisitAgreementTest, R26_R41_TheWordAndTheConfirmationAreOneStep) {
  publish();
  give_notice();
  const std::string id = ready();
  const Reply reply =
      host_.write(mentor, "visit.change",
                  visit(id, R"(,"state":"confirmed")" +
                                said_by("g-solo", R"(,"date":"2026-10-11","oral_witness":"t1",)"
                                                  R"("withdrawal_told":true)")));
  EXPECT_EQ(reply.get("visit"), id);
  EXPECT_EQ(timeline(), "confirmed agreed ");
  const Reply history = host_.history(mentor, alone);
  const json::Value said = history["timeline"].at(1)["answer"];
  EXPECT_EQ(said["id"].text(), reply.get("answer"));
  EXPECT_EQ(said["guardian"].text(), "g-solo");
  EXPECT_EQ(said["channel"].text(), "phone");
  EXPECT_EQ(said["date"].text(), "2026-10-11");
  EXPECT_EQ(said["oral_witness"].text(), "t1");
  EXPECT_TRUE(said["withdrawal_told"].is_true());
  EXPECT_EQ(said["programme_version"].text(), "2026-2027/1");
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

TEST_F(VisitAgreementTest, R41_WhatIsRefusedLeavesNeitherAnswerNorConfirmation) {
  const std::string id = plan(at("g-mum"), two_homes);
  // Of the other home, not to come yet, and of nobody.
  EXPECT_EQ(confirm(id, said_by("g-dad"), two_homes), "visit_not_agreed");
  EXPECT_EQ(confirm(id, said_by("g-mum", R"(,"date":"2026-10-13")"), two_homes), "date_in_future");
  EXPECT_EQ(pointer_, "/agreed/date");
  EXPECT_EQ(confirm(id, R"(,"agreed":{"channel":"phone"})", two_homes), "whose_answer");
  EXPECT_EQ(pointer_, "/agreed/guardian");
  EXPECT_EQ(timeline(two_homes), "proposed ");
  EXPECT_EQ(confirm(id, said_by("g-mum"), two_homes), "");
}

TEST_F(VisitAgreementTest, Rule5_ANoAtThatHomeStandsAndAtAnotherItDoesNot) {
  const std::string shared = plan(at("g-one"), one_home);
  answer(one_home, "g-one", "agreed");
  answer(one_home, "g-two", "declined");  // calls the plan off
  EXPECT_EQ(confirm(shared, "", one_home), "visit_closed");

  const std::string own = plan(at("g-mum"), two_homes);
  answer(two_homes, "g-dad", "declined");
  EXPECT_EQ(confirm(own, said_by("g-mum"), two_homes), "");
}

TEST_F(VisitAgreementTest, Rule6_From16TheStudentsOwnWordCounts) {
  const std::string id = plan("", sixteen);
  EXPECT_EQ(confirm(id, R"(,"agreed":{"by_student":true,"channel":"in_person"})", sixteen), "");
  const std::string young = plan();
  EXPECT_EQ(confirm(young, R"(,"agreed":{"by_student":true,"channel":"in_person"})"),
            "student_under_16");
}

// Else a day that is moved would be a way around.
TEST_F(VisitAgreementTest, R41_AProposalThatMovesStaysAProposal) {
  const std::string id = plan();
  const std::string moved = R"(,"state":"rescheduled","date":"2026-10-21")";
  host_.write(mentor, "visit.change", visit(id, moved));
  EXPECT_EQ(timeline(), "proposed ");
  welcome();
  EXPECT_EQ(confirm(id), "");
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"rescheduled","date":"2026-10-22")"));
  EXPECT_EQ(timeline(), "rescheduled agreed ");
}

// The answer is of one school year: what stands is not moved past it.
TEST_F(VisitAgreementTest, R41_AnAppointmentMovesOnlyToADayThatTheAnswerCovers) {
  const std::string id = plan();
  welcome();
  EXPECT_EQ(confirm(id), "");
  const Reply reply = host_.refused(mentor, "visit.change",
                                    visit(id, R"(,"state":"rescheduled","date":"2027-09-07")"));
  EXPECT_EQ(reply.code(), "visit_next_year");
}

TEST_F(VisitAgreementTest, R3_OtherContactNeedsNoneOfThis) {
  for (const char* place : {"school", "phone", "online", "elsewhere"})
    EXPECT_EQ(confirm(plan(std::string(R"(,"place":")") + place + "\"")), "") << place;
}

TEST_F(VisitAgreementTest, R41_AWordGoesWithAHomeVisitThatIsToCome) {
  EXPECT_EQ(confirm(plan(R"(,"place":"school")"), said_by("g-solo")), "word_without_visit");
  const Reply off =
      host_.refused(mentor, "visit.change",
                    visit(plan(), R"(,"state":"cancelled_by_family")" + said_by("g-solo")));
  EXPECT_EQ(off.code(), "word_without_visit");
  EXPECT_EQ(off.pointer(), "/agreed");
}

TEST_F(VisitAgreementTest, R5_AVisitThatWasHeldAtTheirRequestIsRecordedAsItWas) {
  host_.visit(mentor, alone, R"(,"purpose":"parents_request")");
  const std::string id = plan();
  host_.write(mentor, "visit.record",
              visit(id, R"(,"date":"2026-10-12","appointment":"held_earlier",)"
                        R"("report":{"key_points":["x"]})"));
}

TEST_F(VisitAgreementTest, R26_ThePageAsksForTheWordWhereThereIsNone) {
  const std::string id = plan();
  const auto page = [&] {
    return host_.render(mentor, "visit.page", "{\"student\":\"s-alone\",\"visit\":\"" + id + "\"}");
  };
  EXPECT_THAT(page(), HasSubstr("name=\"/agreed/guardian\""));
  EXPECT_THAT(page(), HasSubstr("name=\"/agreed/oral_witness\""));
  EXPECT_THAT(page(), Not(HasSubstr("name=\"/agreed/by_student\""))) << "thirteen years old";
  welcome();
  EXPECT_THAT(page(), Not(HasSubstr("/agreed/")));
}

}  // namespace
}  // namespace host_test
