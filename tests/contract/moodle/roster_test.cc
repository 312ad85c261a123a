// What is read from Moodle: courses as groups, and who is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "school.h"

namespace moodle_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> ids(const std::map<std::string, Record>& records) {
  std::vector<std::string> out;
  for (const auto& [id, record] : records) out.push_back(id);
  return out;
}

using MoodleRoster = School;
using Ids = std::vector<std::string>;

TEST_F(MoodleRoster, OpenCoursesAreGroupsAndThoseWithAMentorHomeGroups) {
  open();
  auto groups = list(HV_KIND_GROUP);
  EXPECT_EQ(ids(groups), (Ids{"2", "3", "5"})) << "not the front page, last year's, the hidden one";
  EXPECT_EQ(groups["2"]["name"], "Klas 4A");
  EXPECT_EQ(groups["2"]["school_year"], "2026-2027") << "midnight in Amsterdam is July in UTC";
  EXPECT_EQ(groups["2"]["home"], "yes");
  EXPECT_EQ(groups["5"]["home"], "no");
}

TEST_F(MoodleRoster, RolesMakeStudentsTeachersAndMentors) {
  open();
  EXPECT_EQ(ids(list(HV_KIND_STUDENT)), (Ids{"101", "102", "103"}))
      << "not who is suspended, nor who was in last year's class only";
  auto staff = list(HV_KIND_STAFF);
  EXPECT_EQ(ids(staff), (Ids{"20", "30", "50"})) << "a colleague among students is staff";
  EXPECT_EQ(staff["20"]["function"], "mentor");
  auto members = list(HV_KIND_ENROLMENT);
  EXPECT_EQ(members["2/20"]["role"], "2");
  EXPECT_EQ(members["2/50"]["role"], "3");
  EXPECT_EQ(members["5/101"]["role"], "1");
  EXPECT_FALSE(members.contains("5/30"));
}

TEST_F(MoodleRoster, ARefreshReadsEachCourseOnceAndTheNextOneAnew) {
  open();
  const auto refresh = [&] {
    list(HV_KIND_STUDENT), list(HV_KIND_STAFF), list(HV_KIND_GROUP);
    return list(HV_KIND_ENROLMENT).size();
  };
  const std::size_t before = refresh();
  EXPECT_EQ(moodle_.state().root()["calls"].size(), 4u) << "the courses, and three of them";
  moodle_.configure(
      R"({"users":[{"id":101,"firstname":"Y","lastname":"A","courses":{"2":["student"]}}]})");
  EXPECT_LT(refresh(), before);
  EXPECT_EQ(list(HV_KIND_STUDENT).size(), 1u);
  moodle_.configure(R"({"users":[]})");
  EXPECT_EQ(list(HV_KIND_STUDENT).size(), 0u) << "asked for again, it is read again";
}

TEST_F(MoodleRoster, WhichRoleIsTheMentorsIsForTheSchoolToSay) {
  open(R"("mentor_roles":["editingteacher"],"teacher_roles":["teacher"])");
  EXPECT_EQ(list(HV_KIND_GROUP)["3"]["home"], "no");
  EXPECT_EQ(list(HV_KIND_ENROLMENT)["5/50"]["role"], "2");
}

TEST_F(MoodleRoster, CoursesAreChosenByCategoryAndByShortName) {
  open(R"("categories":[8])");
  EXPECT_EQ(ids(list(HV_KIND_GROUP)), (Ids{"5"}));
  open(R"("courses":"4?")");
  EXPECT_TRUE(list(HV_KIND_GROUP).empty()) << "only * stands for anything";
  open(R"("categories":[7,8],"courses":"*4b")");
  EXPECT_EQ(ids(list(HV_KIND_GROUP)), (Ids{"3"}));
}

TEST_F(MoodleRoster, ATokenThatWasReplacedWorksWithoutARestart) {
  open();
  moodle_.configure(R"({"token":"another"})");
  std::vector<Record> none;
  const auto refused = listed(HV_KIND_GROUP, "", none);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_UNAUTHENTICATED) << "though Moodle answers 200";
  token_.now = "another";
  EXPECT_FALSE(list(HV_KIND_GROUP).empty());
}

TEST_F(MoodleRoster, R60NothingOfASecretOrANameStandsInAUrlOrTheLog) {
  open();
  list(HV_KIND_STUDENT);
  ASSERT_TRUE(submit("101", "hv:1", "Fijn."));
  const auto state = moodle_.state();
  const auto urls = state.root()["urls"];
  ASSERT_GT(urls.size(), 0u);
  for (std::size_t i = 0; i < urls.size(); ++i) {
    EXPECT_THAT(std::string(urls.at(i).text()), Not(HasSubstr("token"))) << "nor its name";
    EXPECT_THAT(std::string(urls.at(i).text()), Not(HasSubstr("Fijn")));
  }
  EXPECT_THAT(log(), Not(HasSubstr("Yusra")));
}

TEST_F(MoodleRoster, AnErrorBehind200IsNeverAnEmptyList) {
  open();
  for (const auto& [code, status] :
       std::map<std::string, hv_status>{{"accessexception", HV_PERMISSION_DENIED},
                                        {"nopermissions", HV_PERMISSION_DENIED},
                                        {"invalidrecordunknown", HV_NOT_FOUND},
                                        {"sitemaintenance", HV_UNAVAILABLE}}) {
    moodle_.configure(R"({"broken":")" + code + "\"}");
    std::vector<Record> none;
    const auto read = listed(HV_KIND_GROUP, "", none);
    ASSERT_FALSE(read) << code;
    EXPECT_EQ(read.error().status, status) << code;
    EXPECT_THAT(read.error().message, HasSubstr(code));
    EXPECT_THAT(read.error().message, Not(HasSubstr("language of the site")));
  }
}

// Without moodle/user:viewdetails Moodle leaves out the students and says nothing.
TEST_F(MoodleRoster, CheckFindsParticipantsWhomMoodleLeavesOut) {
  open();
  const auto hidden = [&] {
    for (const Finding& finding : check())
      if (finding.level == HV_FINDING_PROBLEM && finding.subject == "Course 2") return finding.text;
    return std::string();
  };
  EXPECT_EQ(hidden(), "");
  moodle_.configure(R"({"rights":{"viewdetails":false}})");
  EXPECT_THAT(hidden(), HasSubstr("1 of its 5"));
}

TEST_F(MoodleRoster, CheckNamesFunctionsThatAreMissingOrTooMany) {
  open();
  const auto said = [&] {
    std::string all;
    for (const Finding& finding : check()) all += finding.subject + ": " + finding.text + "\n";
    return all;
  };
  EXPECT_THAT(said(), HasSubstr("never calls, such as core_user_get_users_by_field"));
  moodle_.configure(
      R"({"functions":["core_webservice_get_site_info","core_course_get_courses_by_field",
      "core_enrol_get_enrolled_users","core_enrol_get_users_courses","core_notes_get_course_notes",
      "core_notes_create_notes","core_notes_update_notes"],"enablenotes":0})");
  const std::string text = said();
  EXPECT_THAT(text, HasSubstr("lacks core_notes_delete_notes"));
  EXPECT_THAT(text, HasSubstr("switched off"));
  EXPECT_THAT(text, Not(HasSubstr("never calls")));
}

}  // namespace
}  // namespace moodle_test
