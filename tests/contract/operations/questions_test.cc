// What waits for an answer of the school stands where who answers comes by, and not only in the
// file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"
#include "journal_in.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class QuestionsTest : public testing::Test {
 protected:
  QuestionsTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::string raise(const std::string& rest = "") {
    return host_
        .write(mentor, "question.raise",
               R"({"student":"s-alone","by_student":true,"kind":"objection",)"
               R"("text":"Liever niet thuis.","date":"2026-10-05")" +
                   rest + "}")
        .get("id");
  }
  Reply list(const char* actor) { return host_.call(actor, "question.list", "{}"); }
  std::string page(const char* actor, const char* view = "questions", const char* of = "") {
    return host_.render(actor, view, std::string("{\"page\":true") + of + "}");
  }

  Folder folder_;
  Host host_;
};

constexpr char of_student[] = R"(,"student":"s-alone")";

TEST_F(QuestionsTest, R31_AnOpenQuestionIsAnOpenItemOfTheSchoolInTheFile) {
  EXPECT_THAT(page(mentor, "student.panel", of_student),
              Not(HasSubstr("For the school to answer")));
  const std::string id = raise();
  EXPECT_THAT(page(mentor, "student.panel", of_student), HasSubstr("For the school to answer"));
  EXPECT_THAT(page(mentor, "student.panel", of_student), HasSubstr("Objection"));
  EXPECT_THAT(page(teacher, "student.panel", of_student),
              Not(HasSubstr("For the school to answer")));
  host_.write(mentor, "question.answer",
              R"({"student":"s-alone","question":")" + id + R"(","answer":"Dat is goed."})");
  EXPECT_THAT(page(mentor, "student.panel", of_student),
              Not(HasSubstr("For the school to answer")));
}

TEST_F(QuestionsTest, R83_WhoAnswersFindsItUntilItIsAnswered) {
  const std::string id = raise(R"(,"owner":"m1")");
  const Reply mine = list(mentor);
  ASSERT_EQ(mine["questions"].size(), 1U);
  EXPECT_EQ(mine["questions"].at(0)["id"].text(), id);
  EXPECT_EQ(mine["questions"].at(0)["student"]["id"].text(), "s-alone");
  EXPECT_FALSE(mine.holds("Liever niet thuis."));
  EXPECT_EQ(list(other_mentor)["questions"].size(), 0U);
  EXPECT_EQ(list(care)["questions"].size(), 1U);
  EXPECT_THAT(page(mentor, "class"), HasSubstr("1 question or complaint waits for your answer"));
  EXPECT_THAT(page(other_mentor, "class"), Not(HasSubstr("waits for your answer")));
  EXPECT_THAT(page(mentor), HasSubstr("/students/s-alone/consent"));
  host_.write(mentor, "question.answer",
              R"({"student":"s-alone","question":")" + id + R"(","answer":"Dat is goed."})");
  EXPECT_EQ(list(care)["questions"].size(), 0U);
  EXPECT_THAT(page(mentor, "class"), Not(HasSubstr("waits for your answer")));
}

// Where the school names nobody, it is of whoever wrote it down.
TEST_F(QuestionsTest, AQuestionOfNobodyIsOfWhoWroteItDown) {
  raise();
  EXPECT_EQ(list(mentor)["questions"].size(), 1U);
}

// A journal in which questions were written down before they were kept beside the events.
TEST_F(QuestionsTest, AJournalOfBeforeIsGivenItsOpenQuestions) {
  raise();
  {
    const auto journal = journal_in(folder_);
    const auto transaction = *journal->begin();
    ASSERT_TRUE(transaction->remove_projection("s-alone", "questions"));
    ASSERT_TRUE(transaction->put_projection("", "progress_made", {0, "\1\2"}));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(list(mentor)["questions"].size(), 1U);
}

TEST_F(QuestionsTest, AnOwnerWhoMayNotOpenTheFileIsToldWhomToAskAndNotOfWhom) {
  raise(R"(,"owner":"m2")");
  const Reply theirs = list(other_mentor);
  ASSERT_EQ(theirs["questions"].size(), 1U);
  EXPECT_FALSE(theirs.holds("s-alone"));
  EXPECT_TRUE(theirs["questions"].at(0)["id"].text().empty());
  ASSERT_EQ(theirs["questions"].at(0)["mentors"].size(), 1U);
  EXPECT_EQ(theirs["questions"].at(0)["mentors"].at(0)["id"].text(), "m1");
  EXPECT_THAT(page(other_mentor), HasSubstr("Ask "));
  EXPECT_THAT(page(other_mentor), Not(HasSubstr("s-alone")));
}

TEST_F(QuestionsTest, TheLeaderSeesCountsAndNoneUnderFive) {
  raise();
  Reply counts = list(leader);
  EXPECT_FALSE(counts.holds("s-alone"));
  EXPECT_FALSE(counts["counts"].at(2)["count"].integer().has_value());
  EXPECT_EQ(counts["counts"].at(0)["count"].integer(), 0);
  EXPECT_THAT(page(leader), HasSubstr("fewer than 5"));
  for (int i = 0; i < 4; ++i) raise();
  EXPECT_EQ(list(leader)["counts"].at(2)["count"].integer(), 5);
}

TEST_F(QuestionsTest, R100_SomethingIsPassedOnFromTheFileAndWithoutAVisit) {
  for (const char* view : {"student.panel", "attempt.form"}) {
    EXPECT_THAT(page(mentor, view, of_student), HasSubstr("/students/s-alone/referrals/new"));
    EXPECT_THAT(page(teacher, view, of_student), Not(HasSubstr("/referrals/new")));
  }
  EXPECT_THAT(page(mentor, "referral.form", of_student), Not(HasSubstr("=/visit")));
  EXPECT_THAT(page(mentor, "care"), HasSubstr("To pass something on"));
}

TEST_F(QuestionsTest, R25_OfWhomNothingIsKnownYetItIsAskedHowToReachThem) {
  EXPECT_THAT(page(mentor, "student.panel", of_student), HasSubstr("Ask how to reach them"));
  host_.write(mentor, "guardian.prefer",
              R"({"student":"s-alone","guardian":"g-solo","channel":"app"})");
  EXPECT_THAT(page(mentor, "student.panel", of_student), Not(HasSubstr("Ask how to reach them")));
}

}  // namespace
}  // namespace host_test
