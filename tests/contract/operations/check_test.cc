// `homevisit check` of a system: what it says of each fault, and that it writes nothing unasked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;

class CheckTest : public testing::Test {
 protected:
  // All lines as "level name: message", with a line end after each.
  std::string check(const std::string& mood, const std::string& request = "{\"system\":true}",
                    bool refresh = false) {
    Host host(
        R"({"base":")" + folder_.path().string() +
        R"(","journal":"journal.db","create":true,"key":{"file":"key"},"language":"en","adapter":)" +
        R"({"name":"moody","path":")" HV_MOODY_ADAPTER R"(","config":{"mood":")" + mood + "\"}}}");
    if (refresh) host.call(it, "roster.refresh", "{}");
    const Reply reply = host.call(it, "system.check", request);
    EXPECT_EQ(reply.status, HV_OK) << reply.text;
    std::string lines;
    bool all = true;
    for (std::size_t i = 0; i < reply["checks"].size(); ++i) {
      const json::Value one = reply["checks"].at(i);
      lines += std::string(one["level"].text()) + " " + std::string(one["name"].text()) + ": " +
               std::string(one["message"].text()) + " " + std::string(one["advice"].text()) + "\n";
      EXPECT_EQ(one["ok"].is_true(), one["level"].text() != "problem");
      // Of a journal that was made just now without a roster.
      if (one["name"].text() != "roster") all = all && one["ok"].is_true();
    }
    in_order_ = all;
    return lines;
  }
  std::string test_write(const std::string& mood) {
    return check(mood, R"({"write_test":"s1"})", true);
  }

  Folder folder_;
  bool in_order_ = false;
};

TEST_F(CheckTest, SaysWhatCanBeReadAndWhatTheAdapterFinds) {
  const std::string lines = check("good");
  EXPECT_THAT(lines, HasSubstr("good system: The system answers:"));
  EXPECT_THAT(lines, HasSubstr("good students: They can be read."));
  EXPECT_THAT(lines, HasSubstr("note guardians: They may be read, but there are none."));
  EXPECT_THAT(lines, HasSubstr("note staff: This system does not give them."));
  EXPECT_THAT(lines, HasSubstr("good Version: Version 7."));
  EXPECT_THAT(lines, HasSubstr("note Photos: Photos are given, too. Take that right away"));
  EXPECT_THAT(lines, Not(HasSubstr("write")));
  EXPECT_TRUE(in_order_);
}

TEST_F(CheckTest, LeavesTheSystemAloneUnlessAsked) {
  EXPECT_THAT(check("away", "{}"), Not(HasSubstr("system:")));
}

TEST_F(CheckTest, ASystemThatShutsUsOutIsOneLine) {
  for (const auto& [mood, sentence] : {std::pair{"away", "does not answer"},
                                       std::pair{"revoked", "was revoked; ask for another"}}) {
    const std::string lines = check(mood);
    EXPECT_THAT(lines, HasSubstr("problem system: ")) << mood;
    EXPECT_THAT(lines, HasSubstr(sentence)) << mood;
    EXPECT_THAT(lines, Not(HasSubstr("students:"))) << mood;
    EXPECT_FALSE(in_order_);
  }
}

TEST_F(CheckTest, AMissingRightIsNamedAndTheRestIsLookedAt) {
  const std::string lines = check("no guardians");
  EXPECT_THAT(lines, HasSubstr("problem guardians: The key may not read guardians."));
  EXPECT_THAT(lines, HasSubstr("good students: They can be read."));
  EXPECT_FALSE(in_order_);
}

TEST_F(CheckTest, WhatTheAdapterMissesComesWithWhatToDo) {
  EXPECT_THAT(
      check("lacks a type"),
      HasSubstr("problem Types: The type \"home visit\" is missing. Add it under Settings."));
  EXPECT_FALSE(in_order_);
}

TEST_F(CheckTest, ATestEntryIsWrittenFoundAndWithdrawn) {
  const std::string lines = test_write("good");
  EXPECT_THAT(lines, HasSubstr("good write: A test entry was put into the file"));
  EXPECT_THAT(lines, HasSubstr("good find: It was found again by its mark."));
  EXPECT_THAT(lines, HasSubstr("good withdraw: It was taken away again."));
  EXPECT_TRUE(in_order_);
}

TEST_F(CheckTest, ALostAnswerIsLookedForAndTakenAway) {
  const std::string lines = test_write("loses answers");
  EXPECT_THAT(lines, HasSubstr("problem write: The answer was lost"));
  EXPECT_THAT(lines, HasSubstr("good find"));
  EXPECT_THAT(lines, HasSubstr("good withdraw"));
}

TEST_F(CheckTest, WhatGoesWrongWithTheTestEntryIsSaid) {
  EXPECT_THAT(test_write("writes nothing"), HasSubstr("problem write: The key may not write."));
  EXPECT_THAT(test_write("doubles"), HasSubstr("found 2 times, not once"));
  EXPECT_THAT(test_write("keeps"), HasSubstr("of today from the file by hand."));
  EXPECT_THAT(test_write("read only"), HasSubstr("problem write: This system takes no entries"));
}

TEST_F(CheckTest, ATestStudentMustBeOneOfTheRoster) {
  Host host(config_in(folder_));
  EXPECT_EQ(host.call(it, "system.check", R"({"write_test":"nobody"})").status, HV_NOT_FOUND);
  EXPECT_EQ(host.call(mentor, "system.check", R"({"system":true})").status, HV_PERMISSION_DENIED);
}

}  // namespace
}  // namespace host_test
