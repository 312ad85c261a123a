// What the roster holds after an import.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "local_adapter.h"

namespace local_test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class RosterTest : public testing::Test {
 protected:
  // Imports the files as a folder and expects no problem.
  Outcome import(const Files& files) {
    const std::string path = folder_ / ("bundle" + std::to_string(++count_));
    write_folder(path, files);
    return adapter_.import(path);
  }
  void import_clean(const Files& files) {
    const Outcome outcome = import(files);
    ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
    for (const Problem& problem : outcome.problems) {
      ADD_FAILURE() << problem.file << ":" << problem.line << " " << problem.field << " "
                    << problem.reason;
    }
  }

  Folder folder_;
  Adapter adapter_{folder_ / "student-files.db"};
  int count_ = 0;
};

TEST_F(RosterTest, ReadsAStudent) {
  import_clean(small_school_12());
  const Record expected = {
      {"id", "s2"},          {"given", "Pim"},        {"family", "de Wit"},
      {"sort", ""},          {"birth", "2016-03-31"}, {"school", "The Lime Tree"},
      {"year", "05"},        {"language", "nl"},      {"secret", "yes"},
      {"official", "Willem"}};
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s2"), expected);
}

TEST_F(RosterTest, R45KeepsTheNameOnRecordOfAStudentWhoIsCalledOtherwise) {
  import_clean(small_school_12());
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s2").at("official"), "Willem");
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s1").count("official"), 0u);
}

TEST_F(RosterTest, UnknownIsNotReadAsNo) {
  import_clean(small_school_12());
  EXPECT_EQ(adapter_.one(HV_KIND_GUARDIAN, "p1").at("secret"), "?");
  EXPECT_EQ(adapter_.one(HV_KIND_GUARDIAN, "p2").at("secret"), "no");
}

TEST_F(RosterTest, ReadsAGuardianWithLanguage) {
  import_clean(small_school_12());
  const Record expected = {{"id", "p1"},
                           {"given", "Mara"},
                           {"family", "de Wit"},
                           {"language", "ar-MA"},
                           {"secret", "?"}};
  EXPECT_EQ(adapter_.one(HV_KIND_GUARDIAN, "p1"), expected);
}

TEST_F(RosterTest, StaffHaveTheirPrimaryRole) {
  import_clean(small_school_12());
  EXPECT_THAT(adapter_.list(HV_KIND_STAFF), SizeIs(2));
  EXPECT_EQ(adapter_.one(HV_KIND_STAFF, "t2").at("function"), "counselor");
}

TEST_F(RosterTest, GroupsHaveSchoolYearAndKind) {
  import_clean(small_school_12());
  const Record home = {{"id", "g1"},
                       {"name", "5A"},
                       {"school", "The Lime Tree"},
                       {"year", "05"},
                       {"school_year", "2026-2027"},
                       {"home", "yes"}};
  EXPECT_EQ(adapter_.one(HV_KIND_GROUP, "g1"), home);
  const Record lesson = {{"id", "c2"},
                         {"name", "Music"},
                         {"school", "The Lime Tree"},
                         {"year", ""},
                         {"school_year", "2026-2027"},
                         {"home", "no"}};
  EXPECT_EQ(adapter_.one(HV_KIND_GROUP, "c2"), lesson);
}

TEST_F(RosterTest, TeacherOfHomeGroupIsMentorOfClassTeacher) {
  import_clean(small_school_12());
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "g1/t1").at("role"), "2");
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "c2/t1").at("role"), "3");
}

TEST_F(RosterTest, EnrolmentKeepsItsDatesAndAidesAreNoMembers) {
  import_clean(small_school_12());
  const Record expected = {
      {"id", "g1/s1"}, {"role", "1"}, {"begin", "2026-08-01"}, {"end", "2027-07-31"}};
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "g1/s1"), expected);
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "c2/t2"), IsEmpty());
}

TEST_F(RosterTest, ParentsWhoLiveWithTheStudentShareAHomeAndSiblingsAgree) {
  import_clean(small_school_12());
  const std::string home = adapter_.one(HV_KIND_CARE, "s1/p1").at("household");
  EXPECT_NE(home, "");
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s1/p2").at("household"), home);
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s2/p1").at("household"), home);
}

// The relation column in full; each case is one student s1 with contacts p1 and p2.
struct RelationCase {
  const char* name;
  const char* column;
  Record p1, p2;
};
class RelationTest : public RosterTest, public testing::WithParamInterface<RelationCase> {};

TEST_P(RelationTest, IsReadAsDocumented) {
  import_clean(with(small_school_12(), "users.csv",
                    "sourcedId,status,dateLastModified,enabledUser,givenName,familyName,"
                    "agentSourcedIds,metadata.homevisit.relations\n"
                    "s1,,,true,Sanne,de Wit,\"p1,p2\",\"" +
                        std::string(GetParam().column) +
                        "\"\ns2,,,true,W,W,,\np1,,,true,M,W,,\np2,,,true,J,B,,\nt1,,,true,E,V,,\n"
                        "t2,,,true,N,S,,\n"));
  Record expected = GetParam().p1;
  expected["id"] = "s1/p1";
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s1/p1"), expected);
  expected = GetParam().p2;
  expected["id"] = "s1/p2";
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s1/p2"), expected);
}

Record care(const char* relation, const char* household, const char* custody, const char* lives,
            const char* informed, const char* order) {
  return {{"relation", relation}, {"household", household}, {"custody", custody},
          {"lives_with", lives},  {"informed", informed},   {"order", order}};
}

INSTANTIATE_TEST_SUITE_P(
    Relations, RelationTest,
    testing::Values(
        RelationCase{"two_homes", "p1:Mother:lives-with:primary,p2:Father::",
                     care("Mother", "home:p1", "?", "yes", "?", "1"),
                     care("Father", "own:p2", "?", "no", "?", "0")},
        RelationCase{"household_tokens",
                     "p1:Mother:lives-with:primary:custody:h12:,p2:Father:lives-with::custody:h13:",
                     care("Mother", "h12", "yes", "yes", "?", "1"),
                     care("Father", "h13", "yes", "yes", "?", "0")},
        RelationCase{
            "not_informed", "p1:oma:lives-with::custody:h1:,p2:vader:::no-custody:h2:not-informed",
            care("oma", "h1", "yes", "yes", "?", "0"), care("vader", "h2", "no", "no", "no", "0")},
        RelationCase{"percent", "p1:Mother%3A foster%2C new:lives-with:,p2:100%::",
                     care("Mother: foster, new", "home:p1", "?", "yes", "?", "0"),
                     care("100%", "own:p2", "?", "no", "?", "0")},
        RelationCase{"nothing_said", "", care("parent", "", "?", "?", "?", "0"),
                     care("parent", "", "?", "?", "?", "0")},
        RelationCase{"relation_only", "p1:Mother,p2:Father", care("Mother", "", "?", "?", "?", "0"),
                     care("Father", "", "?", "?", "?", "0")}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(RosterTest, Version11HasRolesInUsersAndAgentsInEitherDirection) {
  import_clean(small_school_11());
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(2));
  EXPECT_THAT(adapter_.list(HV_KIND_STAFF), SizeIs(2));
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s1").at("school"), "The Lime Tree");
  EXPECT_THAT(adapter_.list(HV_KIND_CARE), SizeIs(3));
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s2/p1").at("relation"), "parent");
  EXPECT_EQ(adapter_.one(HV_KIND_CARE, "s1/p2").at("relation"), "guardian");
}

TEST_F(RosterTest, DisabledAndDeletedUsersAreLeftOutWithoutAProblem) {
  Files files = small_school_12();
  for (auto& [name, text] : files) {
    if (name == "users.csv") text.replace(text.find("s2,,,true"), 9, "s2,,,false");
  }
  import_clean(files);
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(1));
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "g1/s2"), IsEmpty());
}

TEST_F(RosterTest, ATeacherWhoIsAlsoAParentIsBoth) {
  Files files = small_school_12();
  for (auto& [name, text] : files) {
    if (name == "roles.csv") text += "r8,,,t1,secondary,guardian,,,o1\n";
  }
  import_clean(files);
  EXPECT_EQ(adapter_.one(HV_KIND_STAFF, "t1").at("function"), "teacher");
  EXPECT_EQ(adapter_.one(HV_KIND_GUARDIAN, "t1").at("given"), "Els");
}

TEST_F(RosterTest, ARoleThatHasEndedNoLongerCounts) {
  Files files = small_school_12();
  for (auto& [name, text] : files) {
    if (name == "roles.csv") text.replace(text.find("teacher,,,"), 10, "teacher,,2020-07-31,");
    if (name == "enrollments.csv") text = text.substr(0, text.find("e3,"));
  }
  import_clean(files);
  EXPECT_THAT(adapter_.one(HV_KIND_STAFF, "t1"), IsEmpty());
}

const char* const kDeltaManifest =
    "propertyName,value\noneroster.version,1.2\nfile.users,delta\nfile.enrollments,delta\n";

TEST_F(RosterTest, DeltaMergesRowsAndRemovesThoseToBeDeleted) {
  import_clean(small_school_12());
  import_clean({{"manifest.csv", kDeltaManifest},
                {"users.csv",
                 "sourcedId,status,dateLastModified,enabledUser,givenName,familyName\n"
                 "s1,active,2026-11-01T00:00:00Z,true,Sanna,de Wit\ns2,tobedeleted,,,,\n"},
                {"enrollments.csv",
                 "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role\n"
                 "e5,tobedeleted,,,,\n"}});
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(1));
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s1").at("given"), "Sanna");
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "s1").at("birth"), "2016-02-29");
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "c2/s1"), IsEmpty());
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "g1/s2"), IsEmpty());
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "g1/t1").at("role"), "2");
}

TEST_F(RosterTest, BulkReplacesItsKindAndLeavesTheAbsentOnes) {
  import_clean(small_school_12());
  import_clean({{"manifest.csv",
                 "propertyName,value\noneroster.version,1.2\nfile.enrollments,bulk\n"
                 "file.users,absent\n"},
                {"enrollments.csv",
                 "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role\n"
                 "x1,,,c2,s2,student\n"}});
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(2));
  EXPECT_THAT(adapter_.list(HV_KIND_ENROLMENT), SizeIs(1));
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "c2/s2").at("role"), "1");
}

TEST_F(RosterTest, AZipFileGivesTheSameAsAFolder) {
  Files nested;
  for (const auto& [name, text] : small_school_12()) nested.emplace_back("export/" + name, text);
  write_zip(folder_ / "bundle.zip", nested);
  const Outcome outcome = adapter_.import(folder_ / "bundle.zip");
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  EXPECT_STREQ(outcome.result.format, "OneRoster 1.2 CSV (bulk)");
  EXPECT_EQ(outcome.result.students, 2u);
  EXPECT_EQ(outcome.result.guardians, 2u);
  EXPECT_EQ(outcome.result.cares, 4u);
  EXPECT_EQ(outcome.result.staff, 2u);
  EXPECT_EQ(outcome.result.groups, 2u);
  EXPECT_EQ(outcome.result.enrolments, 5u);
  EXPECT_EQ(outcome.result.rows_read, 27u);
}

TEST_F(RosterTest, ADryRunReportsAndChangesNothing) {
  write_folder(folder_ / "b", small_school_12());
  const Outcome outcome = adapter_.import(folder_ / "b", true);
  EXPECT_EQ(outcome.status, HV_OK);
  EXPECT_EQ(outcome.result.students, 2u);
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), IsEmpty());
}

// R60, R63: what no field asks for is not kept, not even inside the file.
TEST_F(RosterTest, KeepsNothingThatNoFieldAsksFor) {
  import_clean(small_school_12());
  std::string bytes;
  for (const char* suffix : {"", "-wal"}) {
    std::FILE* file =
        std::fopen((folder_ / (std::string("student-files.db") + suffix)).c_str(), "rb");
    if (file == nullptr) continue;
    char buffer[4096];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file))
      bytes.append(buffer, got);
    std::fclose(file);
  }
  EXPECT_NE(bytes.find("Sanne"), std::string::npos);
  for (const char* left_out : {"mail1@example.org", "female"}) {
    EXPECT_EQ(bytes.find(left_out), std::string::npos) << left_out;
  }
}

TEST_F(RosterTest, WhoIsTakenOutOfTheRosterIsNotFoundInTheFile) {
  import_clean(small_school_12());
  import_clean({{"manifest.csv", kDeltaManifest},
                {"users.csv",
                 "sourcedId,status,dateLastModified,enabledUser,givenName,familyName\n"
                 "s2,tobedeleted,,,,\n"},
                {"enrollments.csv",
                 "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role\n"}});
  std::string bytes;
  for (const char* suffix : {"", "-wal"}) {
    std::FILE* file =
        std::fopen((folder_ / (std::string("student-files.db") + suffix)).c_str(), "rb");
    if (file == nullptr) continue;
    char buffer[4096];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file))
      bytes.append(buffer, got);
    std::fclose(file);
  }
  EXPECT_EQ(bytes.find("2016-03-31"), std::string::npos);
  EXPECT_NE(bytes.find("2016-02-29"), std::string::npos);
}

TEST(GrandBend, HasThePeopleThatItsReadmeCounts) {
  const std::string path = std::string(HV_SHARED) + "/data/grandbend-oneroster-1.2.zip";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "../shared is not here";
  Folder folder;
  Adapter adapter(folder / "student-files.db");
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = adapter.import(path);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.result.students, 960u);
  EXPECT_EQ(outcome.result.guardians, 1872u);
  EXPECT_EQ(outcome.result.staff, 68u);
  EXPECT_EQ(outcome.result.groups, 40u);
  EXPECT_EQ(outcome.result.enrolments, 1000u);
  EXPECT_EQ(adapter.one(HV_KIND_STUDENT, "604821").at("given"), "Ty");
  RecordProperty("import_ms", static_cast<int>(took.count() * 1000));
}

}  // namespace
}  // namespace local_test
