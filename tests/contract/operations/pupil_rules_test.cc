// The pupil's own place in a report, through hv_call: R81, R83.
// Requirements: R81, R83.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

class PupilRulesTest : public testing::Test {
 protected:
  PupilRulesTest() {
    write_school(folder_ / "school");
    const Reply imported =
        host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    EXPECT_EQ(imported.status, HV_OK) << imported.text;
  }
  // A report in which the pupil says this on this topic.
  void pupil_says(const char* topic, const char* text) {
    host_.visit(mentor, alone, "",
                std::string(R"({"key_points":["x"],"notes":[{"topic":")") + topic +
                    R"(","voice":"pupil","text":")" + text + R"("}]})");
  }

  Folder folder_;
  Host host_{config_in(folder_, "")};
};

TEST_F(PupilRulesTest, R81_ThePupilsWordsAreKeptAsHerOwn) {
  pupil_says("wellbeing", "Ik heb een vriendin in de klas.");
  const Reply history = host_.history(mentor, alone);
  const json::Value note = history["timeline"].at(0)["visit"]["report"]["notes"].at(0);
  EXPECT_EQ(note["voice"].text(), "pupil");
}

TEST_F(PupilRulesTest, R83_AnObjectionOfThePupilIsRecorded) {
  pupil_says("pupil_asked", "Liever niet in mijn kamer kijken.");
  const Reply history = host_.history(mentor, alone);
  const json::Value note = history["timeline"].at(0)["visit"]["report"]["notes"].at(0);
  EXPECT_EQ(note["topic"].text(), "pupil_asked");
  EXPECT_EQ(note["text"].text(), "Liever niet in mijn kamer kijken.");
}

TEST_F(PupilRulesTest, R83_AnObjectionOfThePupilIsNotSharedWithTheSchool) {
  const Reply reply = host_.refused(mentor, "visit.record",
                                    std::string(R"({"student":")") + alone + R"(","date":")" +
                                        today + R"(","report":{"key_points":["x"],"notes":[)" +
                                        R"({"topic":"pupil_asked","text":"y","tier":"shared"}]}})");
  EXPECT_EQ(reply.code(), "tier_too_wide");
}

}  // namespace
}  // namespace host_test
