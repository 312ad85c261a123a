// Bad rows are reported with their place and skipped; bad files are refused and change nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "local_adapter.h"

namespace local_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// The small school with a row or a text changed in one of its files.
Files changed(Files files, const std::string& name, const std::string& from,
              const std::string& to) {
  for (auto& [file, text] : files) {
    if (file != name) continue;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
  }
  return files;
}

Files appended(Files files, const std::string& name, const std::string& rows) {
  for (auto& [file, text] : files) {
    if (file == name) text += rows;
  }
  return files;
}

// Problems are reported with the place: file, line and column from 1.
struct RowCase {
  const char* name;
  Files files;
  const char* file;
  std::uint64_t line, column;
  const char* field;
  const char* reason;     // part of it
  std::uint64_t skipped;  // rows
};
void PrintTo(const RowCase& row, std::ostream* out) { *out << row.name; }

class BadRowTest : public testing::TestWithParam<RowCase> {};

TEST_P(BadRowTest, IsReportedWithItsPlaceAndTheRestIsUsed) {
  const RowCase& row = GetParam();
  Folder folder;
  Adapter adapter(folder / "s.db");
  write_folder(folder / "b", row.files);
  const Outcome outcome = adapter.import(folder / "b");
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  ASSERT_EQ(outcome.problems.size(), 1u)
      << (outcome.problems.empty() ? "" : outcome.problems.back().reason);
  const Problem& problem = outcome.problems[0];
  EXPECT_EQ(problem.file, row.file);
  EXPECT_EQ(problem.line, row.line);
  EXPECT_EQ(problem.column, row.column);
  EXPECT_EQ(problem.field, row.field);
  EXPECT_THAT(problem.reason, HasSubstr(row.reason));
  EXPECT_FALSE(problem.fatal);
  EXPECT_EQ(outcome.result.rows_skipped, row.skipped);
  EXPECT_EQ(outcome.result.problems, 1u);
  EXPECT_GE(outcome.result.students, 1u);
}

const Files kSchool = small_school_12();
const char* const kUser = "users.csv";
const char* const kEnrol = "enrollments.csv";

INSTANTIATE_TEST_SUITE_P(
    Rows, BadRowTest,
    testing::Values(
        RowCase{"too_few_fields", appended(kSchool, kEnrol, "e9,,,g1\n"), kEnrol, 8, 0, "",
                "4 fields", 1},
        RowCase{"too_many_fields", appended(kSchool, kEnrol, "e9,,,g1,o1,s1,student,,,,extra\n"),
                kEnrol, 8, 0, "", "11 fields", 1},
        RowCase{"no_id", appended(kSchool, kEnrol, ",,,g1,o1,s1,student,,,\n"), kEnrol, 8, 1,
                "sourcedId", "empty", 1},
        RowCase{"same_id_twice", appended(kSchool, kEnrol, "e1,,,g1,o1,s1,student,,,\n"), kEnrol, 8,
                1, "sourcedId", "twice", 1},
        RowCase{"unknown_class", appended(kSchool, kEnrol, "e9,,,g77,o1,s1,student,,,\n"), kEnrol,
                8, 4, "classSourcedId", "'g77' is not in classes.csv", 1},
        RowCase{"unknown_person", appended(kSchool, kEnrol, "e9,,,g1,o1,s77,student,,,\n"), kEnrol,
                8, 6, "userSourcedId", "'s77' is not in users.csv", 1},
        RowCase{"teacher_as_student", appended(kSchool, kEnrol, "e9,,,g1,o1,t2,student,,,\n"),
                kEnrol, 8, 6, "userSourcedId", "'t2' is not a student", 1},
        RowCase{"student_as_teacher", appended(kSchool, kEnrol, "e9,,,g1,o1,s1,teacher,,,\n"),
                kEnrol, 8, 6, "userSourcedId", "'s1' is not a member of staff", 1},
        RowCase{"unknown_enrolment_role", appended(kSchool, kEnrol, "e9,,,g1,o1,s1,pupil,,,\n"),
                kEnrol, 8, 7, "role", "none that OneRoster knows", 1},
        RowCase{"no_such_date", appended(kSchool, kEnrol, "e9,,,c2,o1,s2,student,,2027-02-29,\n"),
                kEnrol, 8, 9, "beginDate", "no date", 1},
        RowCase{"ends_before_it_begins",
                appended(kSchool, kEnrol, "e9,,,c2,o1,s2,student,,2027-02-02,2027-02-01\n"), kEnrol,
                8, 10, "endDate", "before it begins", 1},
        RowCase{"birth_date", changed(kSchool, "demographics.csv", "2016-02-29", "29-02-2016"),
                "demographics.csv", 2, 4, "birthDate", "no date", 1},
        RowCase{"birth_date_of_nobody",
                appended(kSchool, "demographics.csv", "s77,,,2016-01-01,,\n"), "demographics.csv",
                4, 1, "sourcedId", "'s77' is not in users.csv", 1},
        RowCase{"status", changed(kSchool, "demographics.csv", "s2,,", "s2,gone,"),
                "demographics.csv", 3, 2, "status", "neither", 1},
        RowCase{"user_role", appended(kSchool, "roles.csv", "r9,,,s1,primary,pupil,,,o1\n"),
                "roles.csv", 9, 6, "role", "none that OneRoster knows", 1},
        RowCase{"role_of_nobody", appended(kSchool, "roles.csv", "r9,,,s77,primary,student,,,o1\n"),
                "roles.csv", 9, 4, "userSourcedId", "'s77' is not in users.csv", 1},
        RowCase{"person_without_role",
                changed(kSchool, "roles.csv", "r4,,,p2,primary,parent,,,o1\n", ""), kUser, 5, 1,
                "sourcedId", "no row in roles.csv", 0},
        RowCase{"enabled", appended(kSchool, kUser, "n1,,,maybe,u9,Jan,Kok,,,,,,o1,,,\n"), kUser, 8,
                4, "enabledUser", "neither", 1},
        RowCase{"no_name", appended(kSchool, kUser, "n1,,,true,u9,,,,,,,,o1,,,\n"), kUser, 8, 6,
                "givenName", "both empty", 1},
        RowCase{"unknown_agent", changed(kSchool, kUser, "\"p1,p2\",05,pw", "\"p1,p2,p9\",05,pw"),
                kUser, 2, 9, "agentSourcedIds", "'p9' is not in users.csv", 0},
        RowCase{"unknown_contact",
                changed(kSchool, kUser, "p2:Father:lives-with:\",,", "p8:Father:lives-with:\",,"),
                kUser, 2, 14, "metadata.homevisit.relations", "'p8' is not in users.csv", 0},
        RowCase{"relation_word",
                changed(kSchool, kUser, "p2:Father:lives-with:\",,", "p2:Father:there:\",,"), kUser,
                2, 14, "metadata.homevisit.relations", "taken as unknown", 0},
        RowCase{"language", changed(kSchool, kUser, "ar-MA", "Arabic (Morocco)"), kUser, 4, 15,
                "metadata.homevisit.language", "no language code", 0},
        RowCase{"secret_address", changed(kSchool, kUser, ",nl,true", ",nl,ja"), kUser, 3, 16,
                "metadata.homevisit.secretAddress", "taken for secret", 0},
        RowCase{"unknown_school", changed(kSchool, "classes.csv", "homeroom,,o1", "homeroom,,o77"),
                "classes.csv", 2, 10, "schoolSourcedId", "'o77' is not in orgs.csv", 0},
        RowCase{"class_type", changed(kSchool, "classes.csv", "homeroom", "home"), "classes.csv", 2,
                8, "classType", "not taken for a mentor", 0},
        RowCase{"unknown_term", changed(kSchool, "classes.csv", "o1,sy27", "o1,sy77"),
                "classes.csv", 2, 11, "termSourcedIds", "'sy77' is not in academicSessions.csv", 0},
        RowCase{"school_year",
                changed(kSchool, "academicSessions.csv", "2026-08-01,2027-07-31,,2027", ",,,soon"),
                "academicSessions.csv", 2, 9, "schoolYear", "no year", 0},
        RowCase{"control_character",
                appended(kSchool, kUser, "n1,,,true,u9,J\x01n,Kok,,,,,,o1,,,\n"), kUser, 8, 6,
                "givenName", "control character", 1}),
    [](const auto& tested) { return std::string(tested.param.name); });

// The text of a cell is never repeated: a shifted row can bring a name anywhere.
TEST(Problems, NameNoPerson) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  write_folder(folder / "b", appended(kSchool, kEnrol,
                                      "e9,,,Hassan,o1,Assati van Dijk,student,,,\n"
                                      "e10,,,g1,o1,Fatima@example.org,Amrani,,Amrani,\n"));
  const Outcome outcome = adapter.import(folder / "b");
  ASSERT_THAT(outcome.problems, SizeIs(2));
  for (const Problem& problem : outcome.problems) {
    for (const char* name : {"Hassan", "Assati", "Fatima", "Amrani"}) {
      EXPECT_THAT(problem.reason, testing::Not(HasSubstr(name)));
    }
  }
}

struct LineCase {
  const char* name;
  std::string users;  // behind the header; the bad row is the one with enabledUser "x"
  std::uint64_t line;
};
void PrintTo(const LineCase& row, std::ostream* out) { *out << row.name; }

class LineNumberTest : public testing::TestWithParam<LineCase> {};

TEST_P(LineNumberTest, IsWhereTheRowBegins) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  const std::string header = "sourcedId,status,enabledUser,givenName,familyName";
  write_folder(folder / "b",
               {{"manifest.csv",
                 "propertyName,value\noneroster.version,1.2\nfile.users,bulk\nfile.roles,bulk\n"},
                {"users.csv", (GetParam().users[0] == '\xEF' ? "" : header) + GetParam().users},
                {"roles.csv", "sourcedId,status,userSourcedId,role\nr1,,s1,student\n"}});
  const Outcome outcome = adapter.import(folder / "b");
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  ASSERT_THAT(outcome.problems, SizeIs(1));
  EXPECT_EQ(outcome.problems[0].field, "enabledUser");
  EXPECT_EQ(outcome.problems[0].line, GetParam().line);
  EXPECT_EQ(outcome.problems[0].column, 3u);
  EXPECT_EQ(adapter.one(HV_KIND_STUDENT, "s1").at("given"), "An Na");
}

INSTANTIATE_TEST_SUITE_P(
    Lines, LineNumberTest,
    testing::Values(
        LineCase{"plain", "\ns1,,true,An Na,A\ns2,,x,B,B\n", 3},
        LineCase{"no_newline_at_end", "\ns1,,true,An Na,A\ns2,,x,B,B", 3},
        LineCase{"crlf", "\r\ns1,,true,An Na,A\r\ns2,,x,B,B\r\n", 3},
        LineCase{"cr_alone", "\rs1,,true,An Na,A\rs2,,x,B,B\r", 3},
        LineCase{"blank_lines", "\n\n  \ns1,,true,An Na,A\n\ns2,,x,B,B\n", 6},
        LineCase{"newline_in_quotes", "\ns1,,true,\"An\nNa\",\"A\"\ns2,,x,B,B\n", 4},
        LineCase{"crlf_in_quotes", "\r\ns1,,true,\"An\r\nNa\",A\r\ns2,,x,B,B\r\n", 4},
        LineCase{"newline_first_in_quotes", "\ns1,,true,An Na,\"\n\nA\"\ns2,,x,B,B\n", 5},
        LineCase{"bad_row_has_newlines", "\ns1,,true,An Na,A\n\"s2\",,x,\"B\nB\nB\",B\n", 3},
        LineCase{"quoted_quotes", "\ns1,,true,An Na,\"\"\"A\"\", \"\"B\"\"\"\ns2,,x,B,B\n", 3},
        LineCase{"byte_order_mark",
                 "\xEF\xBB\xBFsourcedId,status,enabledUser,givenName,familyName\n"
                 "s1,,true,An Na,A\ns2,,x,B,B\n",
                 3}),
    [](const auto& tested) { return std::string(tested.param.name); });

// A quoted field that lies across the reader's buffers, and the lines behind it.
TEST(LineNumbers, HoldOverManyBuffers) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  std::string users = "sourcedId,status,enabledUser,givenName,familyName\n";
  for (int i = 1; i <= 5000; ++i) {
    users += "s" + std::to_string(i) + ",,true,\"" +
             std::string(static_cast<std::size_t>(i % 97), 'a') + "\r\nb\",\"c\"\r\n";
  }
  users += "last,,x,B,B\r\n";
  write_folder(folder / "b",
               {{"manifest.csv",
                 "propertyName,value\noneroster.version,1.1\nfile.users,absent\nfile.users,bulk\n"},
                {"users.csv", users}});
  const Outcome refused = adapter.import(folder / "b");
  EXPECT_THAT(refused.message(), HasSubstr("orgSourcedIds"));
  write_file(folder / "b/manifest.csv",
             "propertyName,value\noneroster.version,1.2\nfile.users,bulk\nfile.roles,bulk\n");
  write_file(folder / "b/roles.csv", "sourcedId,status,userSourcedId,role\nr1,,s1,student\n");
  const Outcome outcome = adapter.import(folder / "b");
  ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
  ASSERT_FALSE(outcome.problems.empty());
  EXPECT_EQ(outcome.problems[0].field, "enabledUser");
  EXPECT_EQ(outcome.problems[0].line, 10002u);
}

struct FileCase {
  const char* name;
  Files files;
  const char* file;
  std::uint64_t line;
  const char* reason;
};
void PrintTo(const FileCase& file, std::ostream* out) { *out << file.name; }

void expect_refused_without_a_change(const FileCase& bad) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  write_folder(folder / "good", small_school_11());
  ASSERT_EQ(adapter.import(folder / "good").status, HV_OK);
  const auto before = adapter.list(HV_KIND_STUDENT);
  write_zip(folder / "bad.zip", bad.files);
  const Outcome outcome = adapter.import(folder / "bad.zip");
  EXPECT_EQ(outcome.status, HV_INVALID_ARGUMENT);
  ASSERT_FALSE(outcome.problems.empty());
  const Problem& problem = outcome.problems.back();
  EXPECT_TRUE(problem.fatal);
  EXPECT_EQ(problem.file, bad.file);
  EXPECT_EQ(problem.line, bad.line);
  EXPECT_THAT(problem.reason, HasSubstr(bad.reason));
  EXPECT_THAT(outcome.message(), HasSubstr(problem.reason));
  EXPECT_EQ(adapter.list(HV_KIND_STUDENT), before);
  EXPECT_THAT(adapter.list(HV_KIND_GROUP), SizeIs(2));
}

class BadFileTest : public testing::TestWithParam<FileCase> {};

TEST_P(BadFileTest, IsRefusedAndChangesNothing) { expect_refused_without_a_change(GetParam()); }

// Large ones stand apart: GoogleTest makes all parameters in every process, whatever test it runs.
TEST(BadLargeFileTest, AnEndlessOpenQuoteIsRefusedAndChangesNothing) {
  expect_refused_without_a_change(
      {"endless_open_quote", appended(kSchool, kEnrol, "e9,,,\"" + std::string(3'000'000, '\n')),
       kEnrol, 8, "quotation mark left open"});
}
TEST(BadLargeFileTest, AZipBombIsRefusedAndChangesNothing) {
  expect_refused_without_a_change({"zip_bomb",
                                   appended(kSchool, kEnrol, std::string(64u << 20, '\n')), kEnrol,
                                   0, "250 times"});
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadFileTest,
    testing::Values(
        FileCase{"no_manifest", without(kSchool, "manifest.csv"), "bad.zip", 0, "no manifest.csv"},
        FileCase{"manifest_alone",
                 {{"manifest.csv", "oneroster.version,1.2\n"}},
                 "bad.zip",
                 0,
                 "alone is no bundle"},
        FileCase{"version_missing", changed(kSchool, "manifest.csv", "oneroster.version,1.2\n", ""),
                 "manifest.csv", 0, "which version"},
        FileCase{"version_unknown", changed(kSchool, "manifest.csv", "version,1.2", "version,2.0"),
                 "manifest.csv", 3, "1.1 and 1.2"},
        FileCase{"mode_unknown", changed(kSchool, "manifest.csv", "users,bulk", "users,full"),
                 "manifest.csv", 11, "bulk, delta or absent"},
        FileCase{"file_announced_but_missing", without(kSchool, "roles.csv"), "manifest.csv", 10,
                 "announces roles.csv"},
        FileCase{
            "nothing_announced",
            {{"manifest.csv", "oneroster.version,1.2\nfile.results,bulk\n"}, {"results.csv", ""}},
            "manifest.csv",
            0,
            "announces no file"},
        FileCase{"delta_before_bulk", changed(kSchool, "manifest.csv", "users,bulk", "users,delta"),
                 "manifest.csv", 0, "Import a bulk bundle first"},
        FileCase{"required_column", changed(kSchool, kUser, "familyName", "surname"), kUser, 1,
                 "required column is missing"},
        FileCase{"column_twice", changed(kSchool, kUser, "username", "givenName"), kUser, 1,
                 "twice"},
        FileCase{"empty_file", with(kSchool, kUser, ""), kUser, 1, "is empty"},
        FileCase{"semicolons", with(kSchool, kUser, "sourcedId;status;givenName\n"), kUser, 1,
                 "separated by ';'"},
        FileCase{"not_utf8", changed(kSchool, kUser, "Mara", "M\xE4ra"), kUser, 4, "not UTF-8"},
        FileCase{"overlong_utf8", changed(kSchool, kUser, "Mara", "M\xC0\xAFra"), kUser, 4,
                 "not UTF-8"},
        FileCase{"zero_byte", changed(kSchool, kUser, "Mara", std::string("M\0ra", 4)), kUser, 4,
                 "not UTF-8"},
        FileCase{"utf16", with(kSchool, kUser, std::string("\xFF\xFEs\0o\0", 6)), kUser, 1,
                 "UTF-16"},
        FileCase{"open_quote", changed(kSchool, kUser, "Mara", "\"Mara"), kUser, 4,
                 "quotation mark"},
        FileCase{"open_quote_at_end", appended(kSchool, kEnrol, "e9,,,\"g1"), kEnrol, 8,
                 "never closed"},
        FileCase{"quote_inside", changed(kSchool, kUser, "Mara", "Ma\"ra"), kUser, 4,
                 "quotation mark"},
        FileCase{"endless_field", changed(kSchool, kUser, "Mara", std::string(70'000, 'x')), kUser,
                 4, "longer than"},
        FileCase{"no_student_left",
                 with(kSchool, "users.csv",
                      "sourcedId,status,enabledUser,givenName,familyName\nt1,,true,E,V\n"),
                 "bad.zip", 0, "no student at all"},
        FileCase{"malformed_xml",
                 {{"school.xml", "<?xml version=\"1.0\"?>\n<EDEX>\n<school>\n</EDEX>"}},
                 "school.xml",
                 4,
                 "not well-formed"},
        FileCase{"other_xml", {{"school.xml", "<html/>"}}, "school.xml", 1, "not EDEX"},
        FileCase{"edexml_without_students",
                 {{"s.xml", "<EDEX><school><schooljaar>2026-2027</schooljaar></school></EDEX>"}},
                 "s.xml",
                 1,
                 "leerlingen is missing"},
        FileCase{"edexml_without_school_year",
                 {{"s.xml", "<EDEX><leerlingen/></EDEX>"}},
                 "s.xml",
                 1,
                 "schooljaar is missing"},
        FileCase{"edexml_version",
                 {{"s.xml",
                   "<EDEX>\n<school><schooljaar>2026-2027</schooljaar>\n"
                   "<xsdversie>1.03</xsdversie></school><leerlingen/></EDEX>"}},
                 "s.xml",
                 3,
                 "Only EDEXML 2.x"},
        FileCase{"xml_not_utf8", {{"s.xml", "<EDEX>\n<x>\xE9</x></EDEX>"}}, "s.xml", 2, "encoding"},
        FileCase{"two_xml_files",
                 {{"a.xml", "<EDEX/>"}, {"b.xml", "<EDEX/>"}},
                 "bad.zip",
                 0,
                 "more than one XML file"}),
    [](const auto& tested) { return std::string(tested.param.name); });

class PathTest : public testing::Test {
 protected:
  Problem refused(const std::string& path) {
    const Outcome outcome = adapter_.import(path);
    EXPECT_EQ(outcome.status, HV_INVALID_ARGUMENT);
    return outcome.problems.size() == 1 && outcome.problems[0].fatal ? outcome.problems[0]
                                                                     : Problem{};
  }
  Folder folder_;
  Adapter adapter_{folder_ / "s.db"};
};

TEST_F(PathTest, NothingThere) {
  EXPECT_THAT(refused(folder_ / "nowhere.zip").reason, HasSubstr("no such file"));
}
TEST_F(PathTest, NeitherZipNorXml) {
  write_file(folder_ / "notes.txt", "hello");
  EXPECT_THAT(refused(folder_ / "notes.txt").reason, HasSubstr("neither a zip file"));
}
TEST_F(PathTest, EmptyFile) {
  write_file(folder_ / "empty.zip", "");
  EXPECT_THAT(refused(folder_ / "empty.zip").reason, HasSubstr("neither a zip file"));
}
TEST_F(PathTest, DeviceFile) {
  EXPECT_THAT(refused("/dev/zero").reason, HasSubstr("neither a file nor a folder"));
}
TEST_F(PathTest, CutZipFile) {
  write_zip(folder_ / "b.zip", small_school_12());
  std::filesystem::resize_file(folder_ / "b.zip", 900);
  EXPECT_THAT(refused(folder_ / "b.zip").reason, HasSubstr("broken"));
}
TEST_F(PathTest, ZipFileWithAFlippedByte) {
  write_zip(folder_ / "b.zip", small_school_12());
  // Inside the compressed users.csv: found by the check sum at the latest.
  std::FILE* file = std::fopen((folder_ / "b.zip").c_str(), "r+b");
  std::string bytes(4096, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  const auto at = static_cast<long>(bytes.find("users.csv") + 60);
  std::fseek(file, at, SEEK_SET);
  std::fputc(bytes[static_cast<std::size_t>(at)] ^ 0x55, file);
  std::fclose(file);
  EXPECT_EQ(refused(folder_ / "b.zip").file, "users.csv");
  EXPECT_THAT(adapter_.list(HV_KIND_STUDENT), IsEmpty());
}
TEST_F(PathTest, EmptyPath) { EXPECT_EQ(adapter_.import("").status, HV_INVALID_ARGUMENT); }

}  // namespace
}  // namespace local_test
