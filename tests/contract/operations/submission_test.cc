// The same submission twice, two hosts at once, and what is there after a restart.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "host.h"

namespace host_test {
namespace {

class SubmissionTest : public testing::Test {
 protected:
  SubmissionTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::int64_t events() { return *host_.call(it, "audit.verify", "{}")["events"].integer(); }
  static std::string request(const std::string& text = "Fijn gesprek.") {
    return submitted(
        R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":[")" + text + "\"]}}",
        "the-same-one");
  }

  Folder folder_;
  Host host_;
};

TEST_F(SubmissionTest, AgainGivesTheSameAnswerByteForByteAndOneEvent) {
  const std::int64_t before = events();
  const Reply first = host_.call(mentor, "visit.record", request());
  const Reply second = host_.call(mentor, "visit.record", request());
  EXPECT_EQ(first.status, HV_OK);
  EXPECT_EQ(second.status, HV_OK);
  EXPECT_EQ(first.text, second.text);
  EXPECT_EQ(events(), before + 1);
}

TEST_F(SubmissionTest, AgainInAnotherOrderOfFieldsIsTheSame) {
  const Reply first = host_.call(mentor, "visit.record", request());
  const Reply second = host_.call(
      mentor, "visit.record",
      R"({"report":{"key_points":["Fijn gesprek."]},"date":"2026-10-12","submission":"the-same-one","student":"s-alone"})");
  EXPECT_EQ(first.text, second.text);
}

TEST_F(SubmissionTest, AgainWithOtherContentIsAConflict) {
  host_.call(mentor, "visit.record", request());
  const std::int64_t before = events();
  const Reply reply = host_.call(mentor, "visit.record", request("Iets anders."));
  EXPECT_EQ(reply.status, HV_CONFLICT);
  EXPECT_EQ(reply.code(), "submission_reused");
  EXPECT_EQ(reply.pointer(), "/submission");
  EXPECT_EQ(events(), before);
}

TEST_F(SubmissionTest, AgainForAnotherOperationIsAConflict) {
  host_.call(mentor, "visit.record", request());
  const Reply reply =
      host_.call(mentor, "visit.plan",
                 submitted(R"({"student":"s-alone","date":"2026-10-20"})", "the-same-one"));
  EXPECT_EQ(reply.status, HV_CONFLICT);
}

TEST_F(SubmissionTest, AnswersAgainEvenWhenARuleForbidsItByNow) {
  const Reply first = host_.call(mentor, "visit.record", request());
  host_.write(mentor, "answer.record",
              R"({"student":"s-alone","guardian":"g-solo","answer":"declined"})");
  EXPECT_EQ(host_.call(mentor, "visit.record", request()).text, first.text);
}

// One submission id used by two people must not show one what the other wrote.
TEST_F(SubmissionTest, OfSomebodyWhoMayNotSeeTheStudentIsNotAnswered) {
  host_.call(mentor, "visit.record", request());
  EXPECT_EQ(host_.call(other_mentor, "visit.record", request()).status, HV_NOT_FOUND);
}

TEST_F(SubmissionTest, FromTwoThreadsAtOnceIsOneEvent) {
  const std::int64_t before = events();
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::string& answer : answers)
    threads.emplace_back([&] { answer = host_.call(mentor, "visit.record", request()).text; });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_EQ(events(), before + 1);
}

TEST_F(SubmissionTest, FromTwoProcessesAtOnceIsOneEvent) {
  const std::int64_t before = events();
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Host own(config_in(folder_));
      ::_exit(own.call(mentor, "visit.record", request()).status);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == HV_OK) << status;
  }
  EXPECT_EQ(events(), before + 1);
  EXPECT_EQ(host_.history(mentor, alone)["timeline"].size(), 1u);
}

TEST_F(SubmissionTest, TheHistoryIsTheSameAfterARestart) {
  host_.visit(mentor, alone);
  host_.write(mentor, "answer.record",
              R"({"student":"s-alone","guardian":"g-solo","answer":"agreed"})");
  const std::string before = host_.history(mentor, alone).text;
  host_.close();
  Host again(config_in(folder_));
  EXPECT_EQ(again.history(mentor, alone).text, before);
}

TEST_F(SubmissionTest, ASecondHostSeesAtOnceWhatTheFirstRecords) {
  Host second(config_in(folder_));
  EXPECT_EQ(second.history(mentor, alone)["timeline"].size(), 0u);
  host_.visit(mentor, alone);
  EXPECT_EQ(second.history(mentor, alone)["timeline"].size(), 1u);
  second.visit(mentor, alone);
  EXPECT_EQ(host_.history(mentor, alone)["timeline"].size(), 2u);
}

}  // namespace
}  // namespace host_test
