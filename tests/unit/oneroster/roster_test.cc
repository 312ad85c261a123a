// What rows of OneRoster become.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service.h"

namespace oneroster_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class OneRosterTest : public testing::Test {
 protected:
  OneRosterTest() { service_.lists = small_school_12(); }
  // Reads one kind with a fresh instance.
  Outcome list(hv_kind kind, const std::string& more = "", const std::string& version = "1.2") {
    Reader reader(service_, more, version);
    Outcome outcome = reader.list(kind);
    EXPECT_EQ(outcome.status, HV_OK) << outcome.message();
    return outcome;
  }
  Service service_;
};

TEST_F(OneRosterTest, ReadsAStudentByTheNameTheyAreCalled) {
  const Record expected = {
      {"id", "s2"},          {"given", "Pim"},        {"family", "de Wit"},
      {"sort", ""},          {"birth", "2016-03-31"}, {"school", "The Lime Tree"},
      {"year", "05"},        {"language", ""},        {"secret", "?"},
      {"official", "Willem"}};
  EXPECT_EQ(list(HV_KIND_STUDENT).one("s2"), expected);
}

TEST_F(OneRosterTest, R45KeepsTheNameOnRecordOnlyWhereItDiffers) {
  EXPECT_EQ(list(HV_KIND_STUDENT).one("s1").count("official"), 0u);
}

TEST_F(OneRosterTest, ReadsGuardiansWithTheirLanguage) {
  const Outcome outcome = list(HV_KIND_GUARDIAN);
  EXPECT_THAT(outcome.ids(), ElementsAre("p1", "p2"));
  const Record expected = {{"id", "p1"},
                           {"given", "Mara"},
                           {"family", "de Wit"},
                           {"language", "ar-MA"},
                           {"secret", "?"}};
  EXPECT_EQ(outcome.one("p1"), expected);
}

TEST_F(OneRosterTest, AgentsOfStudentsSayWhoseGuardiansTheyAre) {
  const Outcome outcome = list(HV_KIND_CARE);
  EXPECT_THAT(outcome.ids(), ElementsAre("s1/p1", "s1/p2", "s2/p1", "s2/p2"));
  const Record expected = {{"id", "s1/p1"},  {"relation", "parent"}, {"household", ""},
                           {"custody", "?"}, {"lives_with", "?"},    {"informed", "?"},
                           {"order", "0"}};
  EXPECT_EQ(outcome.one("s1/p1"), expected);
}

TEST_F(OneRosterTest, AgentsCountFromTheGuardiansSideToo) {
  service_.lists = small_school_11();
  EXPECT_THAT(list(HV_KIND_CARE, "", "1.1").ids(), ElementsAre("s1/p1", "s1/p2", "s2/p1"));
}

TEST_F(OneRosterTest, ReadsVersion11) {
  service_.lists = small_school_11();
  EXPECT_EQ(list(HV_KIND_STUDENT, "", "1.1").one("s1").at("school"), "The Lime Tree");
  EXPECT_EQ(list(HV_KIND_STAFF, "", "1.1").one("t2").at("function"), "administrator");
}

TEST_F(OneRosterTest, RelationsInMetadataSayMoreThanAgents) {
  service_.lists["users"][2] = user_12(
      "s1", "student", "Sanne", "de Wit",
      R"("agents":[{"sourcedId":"p1"},{"sourcedId":"p2"}],"metadata":{"homevisit":{"relations":)"
      R"("p1:Mother:lives-with:primary,p2:Father::,t2:oma:lives-with::custody"}})");
  const Outcome outcome = list(HV_KIND_CARE);
  const Record mother = {{"id", "s1/p1"},  {"relation", "Mother"}, {"household", "home:p1+t2"},
                         {"custody", "?"}, {"lives_with", "yes"},  {"informed", "?"},
                         {"order", "1"}};
  EXPECT_EQ(outcome.one("s1/p1"), mother);
  EXPECT_EQ(outcome.one("s1/p2").at("household"), "own:p2");
  EXPECT_EQ(outcome.one("s1/t2").at("custody"), "yes");
  EXPECT_EQ(list(HV_KIND_GUARDIAN).ids().count("t2"), 1u) << "whom a student names is a guardian";
}

TEST_F(OneRosterTest, StaffHaveTheirPrimaryRoleAndPeopleMayHaveSeveral) {
  service_.lists["users"][5] =
      R"({"sourcedId":"t2","status":"active","enabledUser":"true","givenName":"Noor","familyName":"Smit",)"
      R"("roles":[{"roleType":"secondary","role":"aide"},{"roleType":"secondary","role":"parent"},)"
      R"({"roleType":"primary","role":"counselor"}]})";
  EXPECT_EQ(list(HV_KIND_STAFF).one("t2").at("function"), "counselor");
  EXPECT_EQ(list(HV_KIND_GUARDIAN).ids().count("t2"), 1u);
}

TEST_F(OneRosterTest, ARoleThatHasEndedCountsNoMore) {
  service_.lists["users"][5] =
      R"({"sourcedId":"t2","status":"active","enabledUser":"true","givenName":"Noor","familyName":"Smit",)"
      R"("roles":[{"roleType":"primary","role":"counselor","endDate":"2020-07-31"}]})";
  EXPECT_THAT(list(HV_KIND_STAFF).ids(), ElementsAre("t1"));
}

TEST_F(OneRosterTest, GroupsHaveSchoolYearAndKind) {
  const Outcome outcome = list(HV_KIND_GROUP);
  const Record home = {{"id", "g1"},
                       {"name", "5A"},
                       {"school", "The Lime Tree"},
                       {"year", "05"},
                       {"school_year", "2025-2026"},
                       {"home", "yes"}};
  EXPECT_EQ(outcome.one("g1"), home);
  const Record music = {{"id", "c2"},
                        {"name", "Music"},
                        {"school", "The Lime Tree"},
                        {"year", ""},
                        {"school_year", "2025-2026"},
                        {"home", "no"}};
  EXPECT_EQ(outcome.one("c2"), music) << "the year of its course, where no term says one";
}

TEST_F(OneRosterTest, TheTeacherOfAHomeGroupIsItsMentor) {
  const Outcome outcome = list(HV_KIND_ENROLMENT);
  EXPECT_THAT(outcome.ids(), ElementsAre("c2/t1", "g1/s1", "g1/s2", "g1/t1"));
  EXPECT_EQ(outcome.one("g1/t1").at("role"), std::to_string(HV_MEMBER_MENTOR));
  EXPECT_EQ(outcome.one("c2/t1").at("role"), std::to_string(HV_MEMBER_TEACHER));
  EXPECT_EQ(outcome.one("g1/s1").at("end"), "2026-07-31");
}

TEST_F(OneRosterTest, HomeGroupsCanBeToldByTitleOrCourse) {
  EXPECT_EQ(
      list(HV_KIND_GROUP, R"("home_groups":{"by":"title","pattern":"mus*"})").one("c2").at("home"),
      "yes");
  EXPECT_EQ(
      list(HV_KIND_GROUP, R"("home_groups":{"by":"title","pattern":"mus*"})").one("g1").at("home"),
      "no");
  EXPECT_EQ(list(HV_KIND_GROUP, R"("home_groups":{"by":"course_code","pattern":"HOME*"})")
                .one("c2")
                .at("home"),
            "yes");
}

TEST_F(OneRosterTest, RollOverLeavesOutClassesOfOldYears) {
  service_.lists["academicSessions"].push_back(
      R"({"sourcedId":"sy25","status":"active","type":"schoolYear","startDate":"2024-08-01","endDate":"2025-07-31","schoolYear":"2025"})");
  service_.lists["classes"].push_back(
      R"({"sourcedId":"g0","status":"active","title":"4A","classType":"homeroom","school":{"sourcedId":"o1"},"terms":[{"sourcedId":"sy25"}]})");
  service_.lists["enrollments"].push_back(
      R"({"sourcedId":"e9","status":"active","class":{"sourcedId":"g0"},"user":{"sourcedId":"s1"},"role":"student"})");
  EXPECT_THAT(list(HV_KIND_GROUP).ids(), ElementsAre("c2", "g1"));
  EXPECT_EQ(list(HV_KIND_ENROLMENT).ids().count("g0/s1"), 0u);
  EXPECT_THAT(service_.log_text(), HasSubstr("1 classes of other school years than 2025-2026"));
  EXPECT_THAT(list(HV_KIND_GROUP, R"("school_year":"all")").ids(), SizeIs(3));
  EXPECT_THAT(list(HV_KIND_GROUP, R"("school_year":"2025")").ids(), ElementsAre("g0"));
}

TEST_F(OneRosterTest, RollOverNotDoneIsSaidWithWhatToDo) {
  list(HV_KIND_GROUP, R"("school_year":"2031-2032")");
  EXPECT_THAT(
      service_.log_text(),
      HasSubstr("No class is of the school year 2031-2032. Look whether the system has been "
                "taken over into the new year"));
}

TEST_F(OneRosterTest, InTheSummerTheYearThatEndedStays) {
  service_.host.now = 1'786'000'000'000;  // 2026-08-06, behind the last day of the last year
  EXPECT_THAT(list(HV_KIND_GROUP).ids(), ElementsAre("c2", "g1"));
}

TEST_F(OneRosterTest, RemovedAndDisabledPeopleAreLeftOut) {
  service_.lists["users"][2] =
      R"({"sourcedId":"s1","status":"tobedeleted","enabledUser":"true","givenName":"Sanne","familyName":"de Wit","role":"student"})";
  service_.lists["users"][1] =
      R"({"sourcedId":"p2","status":"active","enabledUser":"false","givenName":"Jan","familyName":"Bakker","role":"guardian"})";
  service_.lists["users"][5] =
      R"({"sourcedId":"t2","status":"inactive","enabledUser":"true","givenName":"Noor","familyName":"Smit","role":"aide"})";
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("s2"));
  EXPECT_THAT(list(HV_KIND_CARE).ids(), ElementsAre("s2/p1"));
  EXPECT_THAT(list(HV_KIND_STAFF).ids(), ElementsAre("t1"));
  EXPECT_THAT(list(HV_KIND_ENROLMENT).ids(), ElementsAre("c2/t1", "g1/s2", "g1/t1"));
  EXPECT_THAT(service_.log_text(), Not(HasSubstr("whom the list of users does not have")))
      << "somebody who has left is no fault";
}

TEST_F(OneRosterTest, IdsMayBeNumbersAndListsMayBeNull) {
  service_.lists["users"] = {
      R"({"sourcedId":7001,"status":"active","enabledUser":true,"givenName":"Sanne","familyName":"de Wit","roles":[{"role":"student","org":{"sourcedId":"o1"}}],"agents":[{"sourcedId":8001}],"grades":null})",
      R"({"sourcedId":8001,"enabledUser":"TRUE","givenName":"Mara","familyName":"de Wit","roles":[{"role":"parent"}],"agents":null,"grades":[5],"metadata":null})"};
  service_.before = [&](const std::string& path, std::uint64_t) {
    homevisit::sdk::ScriptedAnswer answer;
    if (path == "demographics") answer.body = R"({"demographics":null})";
    return answer;
  };
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("7001"));
  EXPECT_THAT(list(HV_KIND_CARE).ids(), ElementsAre("7001/8001"));
}

TEST_F(OneRosterTest, ARowThatCannotBeUsedIsLeftOutAndLoggedByItsId) {
  service_.lists["users"].push_back(user_12("s9", "student", "", ""));
  service_.lists["enrollments"].push_back(
      R"({"sourcedId":"e77","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"s404"},"role":"student"})");
  service_.lists["enrollments"].push_back(
      R"({"sourcedId":"e78","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"s1"},"role":"student","beginDate":"2026-02-30"})");
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("s1", "s2"));
  EXPECT_THAT(list(HV_KIND_ENROLMENT).ids(), SizeIs(4));
  EXPECT_THAT(service_.log_text(),
              AllOf(HasSubstr("'s9'"), HasSubstr("'e77'"), HasSubstr("'e78'")));
  EXPECT_THAT(service_.log_text(), AllOf(Not(HasSubstr("Wit")), Not(HasSubstr("Sanne"))));
}

TEST_F(OneRosterTest, AnEntryIsNoRecordOfOneRoster) {
  Reader reader(service_);
  EXPECT_EQ(reader.list(HV_KIND_ENTRY).status, HV_UNSUPPORTED);
  EXPECT_EQ(
      reader.capabilities() & (HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT | HV_CAN_READ_CUSTODY),
      0u);
}

TEST_F(OneRosterTest, WithoutAnInstanceTheCapabilitiesAreThoseOfTheAdapter) {
  EXPECT_EQ(table().capabilities(nullptr), table().info->capabilities);
}

TEST_F(OneRosterTest, AnEmptyServiceGivesAnEmptyRoster) {
  for (auto& [path, rows] : service_.lists) rows.clear();
  Reader reader(service_);
  for (const auto& [kind, records] : whole_roster(reader)) EXPECT_THAT(records, IsEmpty()) << kind;
}

// One student, one row per school.
class SeveralRowsTest : public OneRosterTest {
 protected:
  SeveralRowsTest() {
    service_.lists["orgs"].push_back(
        R"({"sourcedId":"o2","status":"active","name":"The Oak","type":"school"})");
    service_.lists["users"] = {
        user_12("zz1", "student", "Sanne", "de Wit",
                R"("identifier":"604821","agents":[{"sourcedId":"p1"}])"),
        user_12("aa1", "student", "Sanne", "de Wit", R"("identifier":"604821","grades":["05"])"),
        user_12("p1", "parent", "Mara", "de Wit"),
        user_12("tt1", "teacher", "Els", "Visser", R"("identifier":"604821")")};
    service_.lists["demographics"] = {
        R"({"sourcedId":"zz1","status":"active","birthDate":"2016-02-29"})"};
    service_.lists["enrollments"] = {
        R"({"sourcedId":"e1","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"zz1"},"role":"student"})",
        R"({"sourcedId":"e2","status":"active","class":{"sourcedId":"c2"},"user":{"sourcedId":"aa1"},"role":"student"})",
        R"({"sourcedId":"e3","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"aa1"},"role":"student"})"};
  }
};

TEST_F(SeveralRowsTest, AreOneStudentUnderTheFirstOfTheIds) {
  const Outcome students = list(HV_KIND_STUDENT);
  EXPECT_THAT(students.ids(), ElementsAre("aa1"));
  EXPECT_EQ(students.one("aa1").at("year"), "05");
  EXPECT_EQ(students.one("aa1").at("birth"), "2016-02-29") << "said of the other row";
  EXPECT_THAT(list(HV_KIND_CARE).ids(), ElementsAre("aa1/p1"));
  EXPECT_THAT(list(HV_KIND_ENROLMENT).ids(), ElementsAre("c2/aa1", "g1/aa1"));
  EXPECT_THAT(list(HV_KIND_STAFF).ids(), ElementsAre("tt1"))
      << "a number of staff is none of students";
}

TEST_F(SeveralRowsTest, KeepTheirIdWhateverTheOrder) {
  std::reverse(service_.lists["users"].begin(), service_.lists["users"].end());
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("aa1"));
}

TEST_F(SeveralRowsTest, CanBeKnownByTheirIdentifierWhichOutlivesASchool) {
  const std::string setting = R"("ids":"identifier")";
  EXPECT_THAT(list(HV_KIND_STUDENT, setting).ids(), ElementsAre("604821"));
  EXPECT_THAT(list(HV_KIND_CARE, setting).ids(), ElementsAre("604821/p1"));
  service_.lists["users"].push_back(
      user_12("000", "student", "Sanne", "de Wit", R"("identifier":"604821")"));
  EXPECT_THAT(list(HV_KIND_STUDENT, setting).ids(), ElementsAre("604821"));
}

TEST_F(SeveralRowsTest, AreFoundByTheNaturalKeyOfAnEdFiService) {
  for (std::size_t i : {0u, 1u})
    service_.lists["users"][i] =
        user_12(i == 0 ? "zz1" : "aa1", "student", "Sanne", "de Wit",
                R"("identifier":")" + std::to_string(i) +
                    R"(","metadata":{"edfi":{"naturalKey":{"studentUniqueId":"604821"}}})");
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("aa1"));
}

TEST_F(SeveralRowsTest, OfPeopleWithOtherNamesAreNotMerged) {
  service_.lists["users"][1] =
      user_12("aa1", "student", "Youssef", "Amrani", R"("identifier":"604821")");
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("aa1", "zz1"));
  EXPECT_THAT(list(HV_KIND_STUDENT, R"("ids":"identifier")").ids(), ElementsAre("aa1", "zz1"))
      << "an identifier of two people tells neither";
  EXPECT_THAT(service_.log_text(), AllOf(HasSubstr("share an identifier"),
                                         HasSubstr("'aa1', 'zz1'"), Not(HasSubstr("Amrani"))));
}

TEST_F(SeveralRowsTest, WithTheSameUserNameOrAddressAreNotMerged) {
  for (std::size_t i : {0u, 1u})
    service_.lists["users"][i] = user_12(i == 0 ? "zz1" : "aa1", "student", "Sanne", "de Wit",
                                         R"("username":"family","email":"family@example.org")");
  EXPECT_THAT(list(HV_KIND_STUDENT).ids(), ElementsAre("aa1", "zz1"));
}

}  // namespace
}  // namespace oneroster_test
