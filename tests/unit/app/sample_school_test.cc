// The sample school is what newcomers see first and what the browser tests stand on: it must be the
// same every time and hold together.
#include "read_sample.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <set>

namespace homevisit::sample {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::SizeIs;

TEST_F(SampleSchool, SameOptionsGiveTheSameBytes) { EXPECT_TRUE(bytes({}) == bytes({})); }

TEST_F(SampleSchool, BytesDoNotDependOnTheTimeZone) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "America/Paramaribo", 1);
  ::tzset();
  const std::string there = bytes({});
  before == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", kept.c_str(), 1);
  ::tzset();
  EXPECT_TRUE(there == bytes({}));
}

// Pins the generator: whoever changes it on purpose changes this name and the documentation too.
TEST_F(SampleSchool, SeedOneNamesTheSameStudentOnEveryMachine) {
  read();
  EXPECT_EQ(user_["100001"]["givenName"] + " " + user_["100001"]["familyName"],
            "Roos van den Berg");
}

TEST_F(SampleSchool, OtherSeedGivesOtherNames) {
  read();
  const auto first = users_;
  read({.seed = 2});
  std::size_t same = 0;
  for (std::size_t i = 0; i < std::min(first.size(), users_.size()); ++i) {
    same += first[i].at("givenName") == users_[i].at("givenName");
  }
  EXPECT_LT(same, users_.size() / 4);
}

TEST_F(SampleSchool, HoldsAsManyStudentsAsAskedFor) {
  for (int count : {1, 6, 7, 8, 100, 1500, 1501}) {
    read({.students = count});
    EXPECT_THAT(students(), SizeIs(count));
  }
}

// Against a bundle that was not made by this code.
TEST_F(SampleSchool, ColumnsAreThoseOfOneRoster12) {
  const std::filesystem::path other =
      std::filesystem::path(HV_SOURCE_DIR) / "../shared/data/grandbend-oneroster-1.2.zip";
  if (!std::filesystem::exists(other)) GTEST_SKIP() << other << " is not there";
  const auto columns = [&](const std::string& name) {
    std::string line = csv(name);
    line.resize(line.find('\r'));
    return parts(line, ',');
  };
  const std::vector<std::string> names = {
      "manifest.csv", "academicSessions.csv", "orgs.csv",
      "courses.csv",  "classes.csv",          "users.csv",
      "roles.csv",    "enrollments.csv",      "demographics.csv"};
  std::map<std::string, std::vector<std::string>> expected;
  std::filesystem::copy_file(other, path());
  for (const std::string& name : names) expected[name] = columns(name);
  expected["users.csv"].emplace_back("\"metadata.homevisit.language\"");
  expected["users.csv"].emplace_back("\"metadata.homevisit.secretAddress\"");
  ASSERT_EQ(write_sample_school({}, path()), std::nullopt);
  for (const std::string& name : names) EXPECT_EQ(columns(name), expected[name]) << name;
}

TEST_F(SampleSchool, EveryAgentExistsAndIsAGuardian) {
  read();
  for (const Row& student : students()) {
    const auto agents = parts(student.at("agentSourcedIds"), ',');
    EXPECT_THAT(agents, SizeIs(AllOf(Ge(1u), Le(4u)))) << student.at("sourcedId");
    std::vector<std::string> related;
    for (const Care& care : cares(student)) related.push_back(care.guardian);
    EXPECT_EQ(related, agents);
    for (const std::string& agent : agents) {
      ASSERT_TRUE(user_.contains(agent)) << agent;
      EXPECT_TRUE(role_[agent] == "parent" || role_[agent] == "guardian") << agent;
    }
  }
}

TEST_F(SampleSchool, EveryGuardianHasAChildHere) {
  read();
  std::set<std::string> related;
  for (const Row& student : students()) {
    for (const Care& care : cares(student)) related.insert(care.guardian);
  }
  EXPECT_FALSE(
      some_guardian([&](const Row& user) { return !related.contains(user.at("sourcedId")); }));
}

TEST_F(SampleSchool, IdsAreUniqueInEachFile) {
  read({.students = 3000});
  for (const Table* file :
       {&users_, &roles_, &orgs_, &classes_, &courses_, &enrollments_, &demographics_}) {
    std::set<std::string> ids;
    for (const Row& row : *file) {
      EXPECT_TRUE(ids.insert(row.at("sourcedId")).second) << row.at("sourcedId");
    }
  }
}

TEST_F(SampleSchool, EverythingReferredToExists) {
  read({.students = 3000});
  std::set<std::string> orgs, courses;
  for (const Row& row : orgs_) orgs.insert(row.at("sourcedId"));
  for (const Row& row : courses_) courses.insert(row.at("sourcedId"));
  for (const Row& row : classes_) {
    EXPECT_TRUE(courses.contains(row.at("courseSourcedId"))) << row.at("sourcedId");
    EXPECT_TRUE(orgs.contains(row.at("schoolSourcedId"))) << row.at("sourcedId");
    EXPECT_EQ(row.at("termSourcedIds"), "sy-2027");
  }
  for (const Row& row : users_) {
    EXPECT_TRUE(orgs.contains(row.at("primaryOrgSourcedId"))) << row.at("sourcedId");
  }
  for (const Row& row : roles_) {
    EXPECT_TRUE(orgs.contains(row.at("orgSourcedId"))) << row.at("sourcedId");
    EXPECT_TRUE(user_.contains(row.at("userSourcedId"))) << row.at("sourcedId");
  }
  for (const Row& row : enrollments_) {
    EXPECT_TRUE(user_.contains(row.at("userSourcedId"))) << row.at("sourcedId");
    ASSERT_TRUE(class_.contains(row.at("classSourcedId"))) << row.at("sourcedId");
    EXPECT_EQ(row.at("schoolSourcedId"), class_[row.at("classSourcedId")]["schoolSourcedId"]);
  }
}

TEST_F(SampleSchool, EveryStudentHasOneHomeGroupAndABirthDate) {
  read();
  for (const Row& student : students()) {
    EXPECT_THAT(homes_[student.at("sourcedId")], SizeIs(1)) << student.at("sourcedId");
    EXPECT_THAT(birth_[student.at("sourcedId")], SizeIs(10)) << student.at("sourcedId");
  }
}

TEST_F(SampleSchool, AgesFitTheGroups) {
  read({.students = 2000});
  for (const Row& student : students()) {
    const std::string& id = student.at("sourcedId");
    const std::string& group = class_[homes_[id].at(0)]["grades"];  // "groep 5", "havo 4"
    const int usual = std::stoi(group.substr(group.find(' '))) + (group[0] == 'g' ? 3 : 11);
    EXPECT_THAT(full_years(birth_[id], "2026-10-01"), AllOf(Ge(usual - 1), Le(usual + 1))) << id;
  }
}

TEST_F(SampleSchool, GroupsHaveANaturalSize) {
  read({.students = 5000});
  std::map<std::string, int> sizes;
  for (const auto& [student, groups] : homes_) ++sizes[groups.at(0)];
  for (const auto& [group, size] : sizes) EXPECT_THAT(size, AllOf(Ge(4), Le(25))) << group;
}

TEST_F(SampleSchool, EveryHomeGroupHasAMentor) {
  read();
  std::map<std::string, int> mentors, groups_of;
  for (const Row& row : enrollments_) {
    if (row.at("role") != "teacher") continue;
    if (class_[row.at("classSourcedId")]["classType"] != "homeroom") continue;
    ++mentors[row.at("classSourcedId")];
    ++groups_of[row.at("userSourcedId")];
  }
  for (const auto& [id, row] : class_) {
    if (row.at("classType") != "homeroom") continue;
    EXPECT_THAT(mentors[id], AllOf(Ge(1), Le(2))) << id;
  }
  EXPECT_THAT(mentors, Contains(::testing::Pair(::testing::_, 2))) << "a group with two mentors";
  EXPECT_THAT(groups_of, Contains(::testing::Pair(::testing::_, 2))) << "a mentor of two groups";
}

TEST_F(SampleSchool, HasStaffOfEachRole) {
  read();
  std::set<std::string> found;
  for (const auto& [user, role] : role_) found.insert(role);
  EXPECT_THAT(found, ElementsAre("counselor", "guardian", "parent", "principal",
                                 "siteAdministrator", "student", "systemAdministrator", "teacher"));
}

TEST_F(SampleSchool, SchoolYearMovesBirthDatesAlong) {
  read({.school_year_start = "2030"});
  EXPECT_EQ(birth_["100005"], "2013-03-12");
}

TEST_F(SampleSchool, RefusesImpossibleNumbersOfStudents) {
  for (int count : {-1, 0, 200'001}) {
    const auto error = write_sample_school({.students = count}, path());
    ASSERT_TRUE(error.has_value()) << count;
    EXPECT_THAT(*error, HasSubstr("1 to 200000"));
    EXPECT_FALSE(std::filesystem::exists(path()));
  }
}

TEST_F(SampleSchool, RefusesImpossibleSchoolYears) {
  for (const char* year : {"", "26", "2026-2027", "1999", "2100", "x"}) {
    const auto error = write_sample_school({.school_year_start = year}, path());
    ASSERT_TRUE(error.has_value()) << year;
    EXPECT_THAT(*error, HasSubstr("2000 to 2099"));
  }
}

TEST_F(SampleSchool, SaysWhereItCouldNotWrite) {
  const std::string nowhere = path("no/such/folder/sample.zip");
  const auto error = write_sample_school({}, nowhere);
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(*error, HasSubstr(nowhere));
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// The most memory that this process had at once, in KB.
long peak() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  }
  return 0;
}

// 20,000 students take about 60 MB as text.
TEST_F(SampleSchool, MemoryDoesNotGrowWithTheSchool) {
  ASSERT_EQ(write_sample_school({.students = 2000}, path()), std::nullopt);
  const long small = peak();
  ASSERT_GT(small, 0);
  ASSERT_EQ(write_sample_school({.students = 20'000}, path()), std::nullopt);
  EXPECT_LT(peak() - small, 8 * 1024);
}
#endif

TEST_F(SampleSchool, TwentyThousandStudentsTakeSeconds) {
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(write_sample_school({.students = 20'000}, path()), std::nullopt);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace homevisit::sample
