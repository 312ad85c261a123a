// EDEXML 2.x files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "local_adapter.h"

namespace local_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const char* const kFixture = HV_LOCAL_DATA "/school.edexml.xml";

class EdexmlTest : public testing::Test {
 protected:
  void import_fixture() {
    const Outcome outcome = adapter_.import(kFixture);
    ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
    EXPECT_THAT(outcome.problems, IsEmpty());
    EXPECT_STREQ(outcome.result.format, "EDEXML 2.1");
  }
  // The fixture with one place changed.
  Outcome import_changed(const std::string& from, const std::string& to) {
    std::ifstream file(kFixture);
    std::stringstream text;
    text << file.rdbuf();
    std::string xml = text.str();
    const std::size_t at = xml.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    xml.replace(at, from.size(), to);
    write_file(folder_ / "changed.xml", xml);
    return adapter_.import(folder_ / "changed.xml");
  }

  Folder folder_;
  Adapter adapter_{folder_ / "s.db"};
};

TEST_F(EdexmlTest, StudentIsReadWithPrefixAndSortName) {
  import_fixture();
  const Record expected = {{"id", "1"},
                           {"given", "Gradje"},
                           {"official", "Gerard Jan"},
                           {"family", "van 't Hof"},
                           {"sort", "Hof, van 't, Gradje"},
                           {"birth", "2017-06-21"},
                           {"school", "De Noord"},
                           {"year", "5"},
                           {"language", ""},
                           {"secret", "?"}};
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "1"), expected);
}

TEST_F(EdexmlTest, InitialsStandInForAGivenName) {
  import_fixture();
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "2").at("given"), "É.H.");
}

TEST_F(EdexmlTest, ACalledNameAloneIsEnough) {
  import_fixture();
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "3").at("given"), "Lotte");
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "3").at("school"), "00XX");
}

TEST_F(EdexmlTest, WhoLeftBeforeTheReferenceDayIsLeftOut) {
  import_fixture();
  EXPECT_THAT(adapter_.one(HV_KIND_STUDENT, "4"), IsEmpty());
}

TEST_F(EdexmlTest, EnrolmentRunsFromArrivalInThisYearUntilLeaving) {
  import_fixture();
  const Record came = {
      {"id", "5a/2"}, {"role", "1"}, {"begin", "2026-09-14"}, {"end", "2027-01-31"}};
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "5a/2"), came);
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "5a/1").at("begin"), "");
}

TEST_F(EdexmlTest, GroupIsHomeAndComposedGroupIsNot) {
  import_fixture();
  const Record home = {{"id", "5a"},
                       {"name", "5A"},
                       {"school", "00XX"},
                       {"year", "5"},
                       {"school_year", "2026-2027"},
                       {"home", "yes"}};
  EXPECT_EQ(adapter_.one(HV_KIND_GROUP, "5a"), home);
  EXPECT_EQ(adapter_.one(HV_KIND_GROUP, "plus").at("home"), "no");
}

TEST_F(EdexmlTest, TeacherIsMentorOfAGroupAndTeacherOfAComposedOne) {
  import_fixture();
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "5a/m").at("role"), "2");
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "plus/m").at("role"), "3");
  EXPECT_EQ(adapter_.one(HV_KIND_STAFF, "m").at("function"), "intern begeleider");
}

TEST_F(EdexmlTest, TheRoleAtAGroupDecidesOverMembership) {
  import_fixture();
  EXPECT_EQ(adapter_.one(HV_KIND_ENROLMENT, "5a/v").at("role"), "3");
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "5a/s"), IsEmpty());
}

TEST_F(EdexmlTest, AParentWhoHelpsIsNoStaff) {
  import_fixture();
  EXPECT_THAT(adapter_.one(HV_KIND_STAFF, "o"), IsEmpty());
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "5a/o"), IsEmpty());
}

TEST_F(EdexmlTest, GuardiansAreNotPretended) {
  import_fixture();
  EXPECT_EQ(adapter_.capabilities() & (HV_CAN_READ_GUARDIANS | HV_CAN_READ_CUSTODY), 0u);
  EXPECT_NE(adapter_.capabilities() & HV_CAN_READ_STUDENTS, 0u);
}

// Its members are reported as well, each where it stands.
TEST_F(EdexmlTest, AGroupWithoutANameIsSkipped) {
  const Outcome outcome = import_changed("<naam>5A</naam>", "");
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  ASSERT_FALSE(outcome.problems.empty());
  EXPECT_EQ(outcome.problems[0].line, 14u);
  EXPECT_EQ(outcome.problems[0].field, "naam");
  EXPECT_EQ(outcome.result.rows_skipped, 1u);
  EXPECT_THAT(adapter_.one(HV_KIND_GROUP, "5a"), IsEmpty());
  EXPECT_THAT(adapter_.one(HV_KIND_ENROLMENT, "5a/1"), IsEmpty());
}

struct EdexmlCase {
  const char* name;
  const char *from, *to;
  std::uint64_t line, column;
  const char *field, *reason;
};
void PrintTo(const EdexmlCase& row, std::ostream* out) { *out << row.name; }

class EdexmlProblemTest : public EdexmlTest, public testing::WithParamInterface<EdexmlCase> {};

TEST_P(EdexmlProblemTest, IsReportedWithItsPlace) {
  const Outcome outcome = import_changed(GetParam().from, GetParam().to);
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  ASSERT_THAT(outcome.problems, SizeIs(1));
  EXPECT_EQ(outcome.problems[0].file, "changed.xml");
  EXPECT_EQ(outcome.problems[0].line, GetParam().line);
  EXPECT_EQ(outcome.problems[0].column, GetParam().column);
  EXPECT_EQ(outcome.problems[0].field, GetParam().field);
  EXPECT_THAT(outcome.problems[0].reason, HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    Problems, EdexmlProblemTest,
    testing::Values(
        EdexmlCase{"no_key", "<leerling key=\"3\">", "<leerling>", 43, 4, "key", "missing"},
        EdexmlCase{"key_twice", "<leerling key=\"3\">", "<leerling key=\"1\">", 43, 4, "key",
                   "twice"},
        EdexmlCase{"no_name", "<roepnaam>Lotte</roepnaam>", "", 43, 4, "roepnaam", "neither"},
        EdexmlCase{"birth_date", "2017-06-21+02:00", "2017-06-31", 24, 5, "geboortedatum",
                   "no date"},
        EdexmlCase{"unknown_group", "<samengestelde_groep key=\"plus\"/></s",
                   "<samengestelde_groep key=\"x9\"/></s", 28, 28, "key",
                   "'x9' is not in the file"},
        EdexmlCase{"wrong_kind_of_group", "<samengestelde_groep key=\"plus\"/></s",
                   "<samengestelde_groep key=\"5a\"/></s", 28, 28, "key",
                   "'5a' is not in the file"},
        EdexmlCase{"unknown_location", "<vestiging key=\"N\"/>", "<vestiging key=\"Z\"/>", 29, 5,
                   "key", "not in the file"},
        EdexmlCase{"unknown_role", "<rol>IB</rol>", "<rol>KOK</rol>", 56, 5, "rol",
                   "none of EDEXML's"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(EdexmlTest, Latin1IsReadWhereTheFileSaysSo) {
  write_file(folder_ / "old.xml",
             "<?xml version=\"1.0\" encoding='ISO-8859-1'?><EDEX><school><schooljaar>2026-2027"
             "</schooljaar></school><leerlingen><leerling key='1'><roepnaam>Zo\xEB</roepnaam>"
             "</leerling></leerlingen></EDEX>");
  ASSERT_EQ(adapter_.import(folder_ / "old.xml").status, HV_OK);
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "1").at("given"), "Zoë");
}

TEST_F(EdexmlTest, ReplacesTheRosterOfAnotherFormatAndBack) {
  write_folder(folder_ / "b", small_school_12());
  ASSERT_EQ(adapter_.import(folder_ / "b").status, HV_OK);
  import_fixture();
  EXPECT_THAT(adapter_.list(HV_KIND_GUARDIAN), IsEmpty());
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(3));
  ASSERT_EQ(adapter_.import(folder_ / "b").status, HV_OK);
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), SizeIs(2));
  EXPECT_NE(adapter_.capabilities() & HV_CAN_READ_GUARDIANS, 0u);
}

TEST_F(EdexmlTest, DeepNestingCostsNoStack) {
  std::string xml = "<EDEX>";
  for (int i = 0; i < 500'000; ++i) xml += "<a>";
  write_file(folder_ / "deep.xml", xml);
  EXPECT_EQ(adapter_.import(folder_ / "deep.xml").status, HV_INVALID_ARGUMENT);
  for (int i = 0; i < 500'000; ++i) xml += "</a>";
  write_file(folder_ / "deep.xml", xml + "</EDEX>");
  EXPECT_EQ(adapter_.import(folder_ / "deep.xml").status, HV_INVALID_ARGUMENT);
}

TEST_F(EdexmlTest, TooLargeAFileIsRefused) {
  write_file(folder_ / "large.xml", "<EDEX>" + std::string(30u << 20, ' '));
  EXPECT_THAT(adapter_.import(folder_ / "large.xml").message(), HasSubstr("larger than"));
}

TEST_F(EdexmlTest, TheStandardsOwnExampleHasNoProblem) {
  const std::string path =
      std::string(HV_SHARED) + "/contracts/edexml-2.1/EDEXML.Voorbeeld.2.1.xml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "../shared is not here";
  const Outcome outcome = adapter_.import(path);
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.result.students, 2u);
  EXPECT_EQ(outcome.result.staff, 3u);
  EXPECT_EQ(outcome.result.groups, 8u);
  EXPECT_EQ(outcome.result.enrolments, 10u);
  EXPECT_EQ(adapter_.one(HV_KIND_STUDENT, "00002").at("given"), "Ismaël Hassan");
}

}  // namespace
}  // namespace local_test
