// The roster of a school in RosarioSIS: what of its tables becomes whose record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "school.h"

namespace rosariosis_test {
namespace {

using testing::HasSubstr;
using testing::Not;

Record by_id(const std::vector<Record>& records, const std::string& id) {
  for (const Record& record : records)
    if (record.at("id") == id) return record;
  ADD_FAILURE() << "there is no " << id;
  return {};
}
std::set<std::string> ids(const std::vector<Record>& records) {
  std::set<std::string> ids;
  for (const Record& record : records) ids.insert(record.at("id"));
  return ids;
}

TEST(RosarioRoster, StudentsAreThoseOfTheCurrentYearOfTheirSchool) {
  const School school;
  Opened adapter(school);
  const auto students = adapter.all(HV_KIND_STUDENT);
  EXPECT_EQ(ids(students), (std::set<std::string>{"101", "102", "103", "104", "105"}))
      << "106 has left, 107 was here last year: their rows of 2025 have no end";
  const Record sanne = by_id(students, "101");
  EXPECT_EQ(sanne.at("given"), "Sanne");
  EXPECT_EQ(sanne.at("official"), "Sanne Maria");
  EXPECT_EQ(sanne.at("birth"), "2015-03-31");
  EXPECT_EQ(sanne.at("language"), "nl");
  EXPECT_EQ(sanne.at("school"), "De Wilgenhof") << "a school has a row for each year";
  EXPECT_EQ(sanne.at("year"), "Seventh");
  EXPECT_EQ(by_id(students, "102").at("official"), "Yusuf Karim");
  EXPECT_EQ(by_id(students, "102").at("language"), "ar");
  EXPECT_EQ(by_id(students, "103").at("family"), "El Haddad Jr");
  EXPECT_EQ(by_id(students, "103").at("language"), "") << "a word that nobody knows";
  const Record of_the_other = by_id(students, "104");
  EXPECT_EQ(of_the_other.at("school"), "De Linde") << "where 2026 is prepared and has not begun";
  EXPECT_EQ(of_the_other.at("given"), "Łukasz Jan");
}

TEST(RosarioRoster, GuardiansComeWithRelationCustodyAndHome) {
  const School school;
  Opened adapter(school);
  EXPECT_EQ(ids(adapter.all(HV_KIND_GUARDIAN)), (std::set<std::string>{"1", "2", "3", "4", "5"}))
      << "not of who has left";
  const auto cares = adapter.all(HV_KIND_CARE);
  EXPECT_EQ(cares.size(), 6u) << "two rows of one relation are one";
  const Record mother = by_id(cares, "101/1");
  EXPECT_EQ(mother.at("relation"), "Mother");
  EXPECT_EQ(mother.at("custody"), "yes");
  EXPECT_EQ(mother.at("lives_with"), "yes");
  EXPECT_EQ(by_id(cares, "102/3").at("custody"), "?") << "an empty box alone is not no";
  EXPECT_EQ(by_id(cares, "101/5").at("custody"), "no") << "a neighbour, for emergencies";
  EXPECT_EQ(by_id(cares, "104/4").at("household"), "") << "0 is no address";
  EXPECT_EQ(by_id(cares, "102/2").at("household"), by_id(cares, "103/2").at("household"));
}

TEST(RosarioRoster, StaffAreKnownByTheirFirstYear) {
  const School school;
  Opened adapter(school);
  const auto staff = adapter.all(HV_KIND_STAFF);
  EXPECT_EQ(ids(staff), (std::set<std::string>{"14", "25", "26", "31", "39"}))
      << "neither parents nor who has no access; 25 works where 2025 is current; 19 is gone";
  EXPECT_EQ(by_id(staff, "14").at("family"), "van Dam") << "the name of this year";
  EXPECT_EQ(by_id(staff, "39").at("function"), "Counselor");
}

TEST(RosarioRoster, TheTeachersOfTheConfiguredCourseAreTheMentors) {
  const School school;
  Opened adapter(school);
  const auto groups = adapter.all(HV_KIND_GROUP);
  EXPECT_EQ(ids(groups), (std::set<std::string>{"31", "32", "33", "41"}));
  EXPECT_EQ(by_id(groups, "31").at("name"), "Mentor hour 4A") << "and no teacher's name";
  EXPECT_EQ(by_id(groups, "31").at("home"), "yes");
  EXPECT_EQ(by_id(groups, "41").at("home"), "yes") << "by the short name";
  EXPECT_EQ(by_id(groups, "32").at("home"), "no");
  EXPECT_EQ(by_id(groups, "31").at("school_year"), "2026-2027");
  EXPECT_EQ(by_id(groups, "41").at("school_year"), "2025-2026");

  const auto members = adapter.all(HV_KIND_ENROLMENT);
  const std::string mentor = std::to_string(HV_MEMBER_MENTOR);
  EXPECT_EQ(by_id(members, "31/14").at("role"), mentor);
  EXPECT_EQ(by_id(members, "31/31").at("role"), mentor) << "the second teacher, too";
  EXPECT_EQ(by_id(members, "32/31").at("role"), std::to_string(HV_MEMBER_TEACHER));
  EXPECT_EQ(by_id(members, "33/103").at("end"), "2026-10-30") << "the end of the quarter";
  EXPECT_FALSE(ids(members).contains("33/105")) << "dropped before it began";
  EXPECT_FALSE(ids(members).contains("31/106")) << "has left";
  EXPECT_EQ(std::count_if(members.begin(), members.end(),
                          [](const Record& one) { return one.at("id") == "32/102"; }),
            2)
      << "left and came back";
  EXPECT_EQ(by_id(Opened(school, R"("mentor_courses":[])").all(HV_KIND_GROUP), "31").at("home"),
            "?");
}

// The plugin cuts at 1000 without a word, and `schedule` has no key at all.
TEST(RosarioRoster, NothingIsLostWhereListsAreCut) {
  for (const char* how :
       {R"({"school":{"pupils":1207}})", R"({"school":{"pupils":207},"cut":7})"}) {
    const School school(how);
    Opened adapter(school);
    const std::size_t here = std::string(how).find("1207") != std::string::npos ? 1205 : 205;
    EXPECT_EQ(adapter.all(HV_KIND_STUDENT).size(), here) << how;
    const auto members = adapter.all(HV_KIND_ENROLMENT);
    EXPECT_EQ(std::count_if(members.begin(), members.end(),
                            [](const Record& one) { return one.at("id").starts_with("31/"); }),
              static_cast<std::ptrdiff_t>(here - 1 + 2))
        << how;
  }
}

// A token is worth the whole database: what is asked for is named, and is nothing but this.
TEST(RosarioRoster, R60NoColumnIsAskedForThatHasNoUse) {
  const School school;
  Opened adapter(school);
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_STAFF,
                             HV_KIND_GROUP, HV_KIND_ENROLMENT, HV_KIND_ENTRY})
    adapter.all(kind);
  adapter.check();
  const auto document = school.state();
  const auto log = document.root()["log"];
  int lists = 0;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log.at(i)["method"].text() != "GET") continue;
    ++lists;
    const std::string query(log.at(i)["query"].text()), path(log.at(i)["path"].text());
    EXPECT_THAT(query, HasSubstr("include="));
    EXPECT_THAT(query, HasSubstr("order="));
    for (const char* never : {"password", "username", "email", "custom_200000003", "phone",
                              "address%2C", "room", "principal", "0123456789abcdef"})
      EXPECT_THAT(query, Not(HasSubstr(never))) << path;
    if (path.ends_with("/students") || path.ends_with("/people")) {
      EXPECT_THAT(query, HasSubstr("_id%2Cin%2C")) << "and of nobody who is not here";
    }
  }
  EXPECT_GT(lists, 20);
  EXPECT_THAT(adapter.log(), Not(HasSubstr("0123456789abcdef")));
  EXPECT_THAT(adapter.log(), Not(HasSubstr("Haddad")));
}

// A token lives for five seconds; here for three requests. Sent without one in between, the answer
// would be 403 with code 1012.
TEST(RosarioRoster, ATokenThatIsOverIsExchangedAgain) {
  const School school(R"({"uses":3})");
  Opened adapter(school);
  EXPECT_EQ(adapter.all(HV_KIND_STUDENT).size(), 5u);
  EXPECT_EQ(adapter.all(HV_KIND_ENROLMENT).size(), 16u);
}

TEST(RosarioRoster, AWrongTokenIsSaidInOneSentence) {
  const School school(R"({"usertoken":"another"})");
  Opened adapter(school);
  const auto status = adapter.list(HV_KIND_STUDENT);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().status, HV_UNAUTHENTICATED);
  EXPECT_THAT(status.error().message, HasSubstr("\"rosariosis\""));
  EXPECT_EQ(status.error().message.find("0123456789abcdef"), std::string::npos);
}

TEST(RosarioRoster, AnErrorBehind200IsNotAnEmptyList) {
  for (const char* what : {"error200", "9999"}) {
    const School school(
        R"({"faults":[{"method":"GET","table":"students_join_people","times":9,"what":")" +
        std::string(what) + "\"}]}");
    Opened adapter(school);
    const auto status = adapter.list(HV_KIND_CARE);
    ASSERT_FALSE(status) << what;
    EXPECT_EQ(status.error().status, HV_UNAVAILABLE) << what;
  }
}

TEST(RosarioCheck, TheAdministratorIsToldOfTheTokenInWords) {
  const School school;
  Opened adapter(school);
  const std::string found = adapter.check();
  EXPECT_THAT(found, HasSubstr("whole database"));
  EXPECT_THAT(found, HasSubstr("ROSARIO_REST_API_SECRET"));
  EXPECT_THAT(found, HasSubstr("RosarioSIS 12.0"));
  EXPECT_THAT(found, HasSubstr("\"Birthdate\" (custom_200000004)"));
  EXPECT_THAT(found, HasSubstr("homevisit_entries is there"));
  EXPECT_THAT(found, Not(HasSubstr("2 "))) << "no problems";
}

TEST(RosarioCheck, WhatIsMissingIsAProblemWithAdvice) {
  const School school(R"({"school":{"entries":false}})");
  Opened adapter(school, R"("student_fields":{"language":"custom_7"})");
  const std::string found = adapter.check();
  EXPECT_THAT(found, HasSubstr("2 Entries: There is no table homevisit_entries"));
  EXPECT_THAT(found, HasSubstr("1 Student fields: There is no student field custom_7"));
  Opened without(school, R"("mentor_courses":["Nothing *"])");
  EXPECT_THAT(without.check(), HasSubstr("2 Mentors: 0 of 4 courses"));
}

}  // namespace
}  // namespace rosariosis_test
