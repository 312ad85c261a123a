// One host, many threads: mentors write in files of their own while others look at the class, the
// boards and the lists (threads.md).
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "host.h"

namespace host_test {
namespace {

constexpr int rounds = 8;
// Of group g1; a guardian of each.
constexpr std::array<std::pair<const char*, const char*>, 3> families{
    {{alone, "g-solo"}, {two_homes, "g-mum"}, {one_home, "g-one"}}};
constexpr std::array<std::pair<const char*, const char*>, 7> looks{
    {{"class", R"({"group":"g1"})"},
     {"planning", R"({"group":"g1"})"},
     {"progress.class", R"({"group":"g1"})"},
     {"progress.families", R"({"group":"g1"})"},
     {"student.panel", R"({"student":"s-alone"})"},
     {"visit.form", R"({"student":"s-alone"})"},
     {"questions", "{}"}}};

class ThreadsTest : public testing::Test {
 protected:
  ThreadsTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::size_t entries(const std::string& student) {
    return host_.history(mentor, student)["timeline"].size();
  }

  void write(const std::string& student, const std::string& guardian) {
    for (int i = 0; i < rounds; ++i) {
      host_.visit(mentor, student);
      host_.write(mentor, "answer.record",
                  "{\"student\":\"" + student + "\",\"guardian\":\"" + guardian +
                      R"(","answer":"agreed","date":"2026-10-12"})");
      // A date of another form is refused at its place, whoever else is being checked.
      const Reply wrong = host_.refused(mentor, "visit.plan",
                                        "{\"student\":\"" + student + R"(","date":"20-10-2026"})");
      EXPECT_EQ(wrong.pointer(), "/date");
    }
  }
  void look() {
    for (int i = 0; i < rounds; ++i) {
      for (const auto& [view, params] : looks) host_.render(mentor, view, params);
      host_.call(leader, "progress.report", R"({"as_of":"2026-10-12"})");
    }
  }

  Folder folder_;
  Host host_;
};

TEST_F(ThreadsTest, WriteAndLookAtTheSameTime) {
  std::vector<std::thread> threads;
  for (const auto& [student, guardian] : families)
    threads.emplace_back(
        [this, student = student, guardian = guardian] { write(student, guardian); });
  for (int i = 0; i < 2; ++i) threads.emplace_back([this] { look(); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& [student, guardian] : families)
    EXPECT_EQ(entries(student), 2u * rounds) << student;
  EXPECT_EQ(host_.call(it, "audit.verify", "{}").status, HV_OK);
}

}  // namespace
}  // namespace host_test
