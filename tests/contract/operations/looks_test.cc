// Who looked at a student's file is a page for whoever answers for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class LooksTest : public testing::Test {
 protected:
  LooksTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::string page(const char* actor, const char* view, const char* of = "\"page\":true") {
    return host_.render(actor, view, std::string(R"({"student":"s-alone",)") + of + "}");
  }

  Folder folder_;
  Host host_;
};

TEST_F(LooksTest, ThePageSaysWhoSawTheFileAsWhomAndWhatTheLatestFirst) {
  page(mentor, "student.panel");
  page(mentor, "permission.form");
  page(teacher, "student.consent");
  const std::string looks = page(care, "student.access_log");
  EXPECT_THAT(looks, HasSubstr(", mentor<"));
  EXPECT_THAT(looks, HasSubstr("a form"));
  const auto latest = looks.find("this list"), then = looks.find(", teacher<");
  ASSERT_NE(latest, std::string::npos);
  ASSERT_NE(then, std::string::npos);
  EXPECT_LT(latest, then);
  EXPECT_LT(then, looks.find(", mentor<"));
}

TEST_F(LooksTest, ItLeadsToTheFilesForOtherSystemsBelowTheHostsOwnAddress) {
  EXPECT_THAT(page(care, "student.access_log"),
              HasSubstr("href=\"/students/s-alone/consent/export/oso\""));
  EXPECT_THAT(page(care, "student.access_log", R"("links":"visits.php?at=")"),
              HasSubstr("href=\"visits.php?at=/students/s-alone/consent/export/oso\""));
}

TEST_F(LooksTest, OnlyTheCareCoordinatorIsLedThereAndOpensIt) {
  EXPECT_THAT(page(care, "student.consent"), HasSubstr("/students/s-alone/access-log"));
  EXPECT_THAT(page(mentor, "student.consent"), Not(HasSubstr("/access-log")));
  for (const char* actor : {mentor, teacher, leader})
    host_.render(actor, "student.access_log", R"({"student":"s-alone"})", HV_PERMISSION_DENIED);
}

}  // namespace
}  // namespace host_test
