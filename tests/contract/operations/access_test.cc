// Who may do what and who may see what, through hv_call; and what lies on the disk.
// Requirements: R61.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::map<std::string, const char*> actors = {
    {"mentor", mentor},        {"teacher", teacher}, {"care_coordinator", care},
    {"school_leader", leader}, {"it", it},           {"system", machine}};

class AccessTest : public testing::Test {
 protected:
  AccessTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::string bytes_on_disk() const {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file() || entry.path().extension() == ".csv") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }

  Folder folder_;
  Host host_;
};

// The table in schemas/v1/operations.json is what a reader is told.
TEST_F(AccessTest, ExactlyTheRolesThatAreDescribedPass) {
  const Reply described = host_.call(it, "describe", "{}");
  for (std::size_t i = 0; i < described["operations"].size(); ++i) {
    const json::Value operation = described["operations"].at(i);
    const std::string roles = operation["roles"].dump();
    for (const auto& [role, actor] : actors) {
      const bool may = roles.find("\"any\"") != std::string::npos ||
                       roles.find("\"" + role + "\"") != std::string::npos;
      // A request that is wrong for every operation: who may call it hears that instead.
      const Reply reply =
          host_.call(actor, std::string(operation["name"].text()), R"({"unheard_of":1})");
      EXPECT_EQ(reply.code(), may ? "unknown_field" : "role_may_not")
          << role << " " << operation["name"].text();
    }
  }
}

TEST_F(AccessTest, AMentorOfAnotherGroupFindsNobody) {
  const std::string visit = host_.visit(mentor, alone);
  EXPECT_EQ(host_.history(other_mentor, alone).status, HV_NOT_FOUND);
  EXPECT_EQ(host_.call(other_mentor, "dossier.entries", R"({"student":"s-alone"})").status,
            HV_NOT_FOUND);
  EXPECT_EQ(host_.call(other_mentor, "student.list", R"({"group":"g1"})").status, HV_NOT_FOUND);
  EXPECT_EQ(host_.call(other_mentor, "student.list", R"({"query":"Yara"})")["students"].size(), 0u);
  EXPECT_EQ(
      host_
          .refused(other_mentor, "visit.record",
                   R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})")
          .status,
      HV_NOT_FOUND);
  EXPECT_EQ(host_
                .refused(other_mentor, "visit.sign_off",
                         "{\"student\":\"s-alone\",\"visit\":\"" + visit + "\"}")
                .status,
            HV_NOT_FOUND);
  // Under a student of one's own, somebody else's visit is not there either.
  EXPECT_EQ(host_
                .refused(other_mentor, "visit.void",
                         "{\"student\":\"s-other\",\"visit\":\"" + visit + "\"}")
                .code(),
            "unknown_visit");
}

// R61: the system that shows the page may let somebody read only.
TEST_F(AccessTest, WhomTheSystemLetsReadOnlyRecordsNothing) {
  const std::string visit = host_.visit(mentor, alone);
  const char* reader = R"({"role":"mentor","staff":"m1","reads_only":true})";
  const std::string own = "{\"student\":\"s-alone\",\"visit\":\"" + visit + "\"}";
  EXPECT_THAT(host_.render(mentor, "student.panel", R"({"student":"s-alone"})"),
              HasSubstr("/visits/new"));
  EXPECT_THAT(host_.render(reader, "student.panel", R"({"student":"s-alone"})"),
              Not(HasSubstr("/visits/new")));
  EXPECT_THAT(host_.render(reader, "visit.page", own), Not(HasSubstr("<form")));
  EXPECT_EQ(host_.history(reader, alone).status, HV_OK);
  EXPECT_EQ(host_.refused(reader, "visit.sign_off", own).code(), "reads_only");
  EXPECT_EQ(
      host_
          .refused(reader, "visit.record",
                   R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})")
          .code(),
      "reads_only");
}

// A page of others says so; "you may read, but not record" is for who may read it.
TEST_F(AccessTest, APageOfAnotherRoleSaysThatItIsOne) {
  const auto said = [&](const char* actor, const char* view, const char* params) {
    return host_.render(actor, view, params, HV_PERMISSION_DENIED);
  };
  for (const std::string& refused :
       {said(mentor, "programme.form", "{}"), said(mentor, "school.time", "{}"),
        said(teacher, "planning", "{}"), said(leader, "system", "{}"), said(it, "class", "{}")})
    EXPECT_THAT(refused, HasSubstr("\"page_of_another_role\""));
  EXPECT_THAT(said(leader, "visit.form", R"({"student":"s-alone"})"), HasSubstr("\"reads_only\""));
}

TEST_F(AccessTest, WhoMayNotSeeCannotTellThatAStudentIsThere) {
  const Reply hidden = host_.history(other_mentor, alone);
  const Reply absent = host_.history(other_mentor, "s-never-was");
  EXPECT_EQ(hidden.text, absent.text);
}

TEST_F(AccessTest, ATeacherWritesNoNoteOfTheCareTeam) {
  const Reply reply =
      host_.refused(teacher, "visit.record",
                    R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)"
                    R"("notes":[{"topic":"attention","text":"x","tier":"care"}]}})");
  EXPECT_EQ(reply.status, HV_PERMISSION_DENIED);
  EXPECT_EQ(reply.code(), "tier_not_yours");
  EXPECT_EQ(reply.pointer(), "/report/notes/0");
}

TEST_F(AccessTest, ASchoolLeaderReadsOnly) {
  const Reply reply =
      host_.refused(leader, "visit.record",
                    R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})");
  EXPECT_EQ(reply.status, HV_PERMISSION_DENIED);
  EXPECT_EQ(host_.history(leader, alone).status, HV_OK);
  EXPECT_FALSE(host_.history(leader, alone)["may"]["record"].is_true());
}

constexpr char point[] = "Keypointsentence stands in the dossier";
constexpr char care_note[] = "Carenotesentence is for the care team";
constexpr char confidential[] = "Confidentialsentence is for nobody else";
constexpr char volunteered[] = "Volunteeredsentence was not asked for";

class TiersTest : public AccessTest {
 protected:
  TiersTest() {
    host_.write(
        mentor, "visit.record",
        std::string(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":[")") +
            point + R"("],"notes":[{"topic":"attention","tier":"care","text":")" + care_note +
            R"("},{"topic":"values","tier":"confidential","text":")" + confidential +
            R"("}],"needs":[{"kind":"device","observation":"Needsentence"}]},)"
            R"("minutes":{"visit":44,"travel":31}})");
    host_.write(
        mentor, "answer.record",
        std::string(
            R"({"student":"s-alone","guardian":"g-solo","answer":"deferred","volunteered":")") +
            volunteered + "\"}");
  }
};

struct SeesCase {
  const char* role;
  bool sees_care, sees_confidential;
};
void PrintTo(const SeesCase& one, std::ostream* out) { *out << one.role; }
class SeesTest : public TiersTest, public testing::WithParamInterface<SeesCase> {};

TEST_P(SeesTest, R61_WhatBelongsToTheTiersOfTheRole) {
  const char* actor = actors.at(GetParam().role);
  const Reply history = host_.history(actor, alone);
  const std::string panel = host_.render(actor, "student.panel", R"({"student":"s-alone"})");
  for (const std::string& text : {history.text, panel}) {
    EXPECT_THAT(text, HasSubstr(point));
    for (const char* inner : {care_note, "Needsentence"})
      EXPECT_EQ(text.find(inner) != std::string::npos, GetParam().sees_care) << inner;
    for (const char* inner : {confidential, volunteered})
      EXPECT_EQ(text.find(inner) != std::string::npos, GetParam().sees_confidential) << inner;
  }
  EXPECT_EQ(history.holds("\"minutes\""), GetParam().sees_care);  // R44: a matter of the staff
}

INSTANTIATE_TEST_SUITE_P(Roles, SeesTest,
                         testing::Values(SeesCase{"mentor", true, true},  // the author
                                         SeesCase{"care_coordinator", true, true},
                                         SeesCase{"teacher", false, false},
                                         SeesCase{"school_leader", false, false}),
                         [](const auto& test) { return std::string(test.param.role); });

TEST_F(TiersTest, R61_OnlyTheSharedTierReachesTheDossier) {
  host_.call(machine, "dossier.deliver", "{}");
  const Reply entries = host_.call(care, "dossier.entries", R"({"student":"s-alone"})");
  EXPECT_TRUE(entries.holds(point));
  for (const char* inner : {care_note, confidential, volunteered, "Needsentence"})
    EXPECT_FALSE(entries.holds(inner)) << inner;
}

TEST_F(TiersTest, R61_NothingLiesInClearOnTheDiskBeforeDelivery) {
  host_.call(mentor, "draft.save",
             R"({"student":"s-alone","form":"visit","fields":[["/x","Draftsentence"]]})");
  const std::string bytes = bytes_on_disk();
  for (const char* text :
       {point, care_note, confidential, volunteered, "Needsentence", "Draftsentence"})
    EXPECT_EQ(bytes.find(text), std::string::npos) << text;
}

TEST_F(TiersTest, R61_AfterDeliveryOnlyTheStudentFilesHoldTheSharedTier) {
  host_.call(machine, "dossier.deliver", "{}");
  host_.close();
  const auto holds = [&](const std::string& file, const char* text) {
    std::ifstream in(folder_ / file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    EXPECT_FALSE(bytes.empty()) << file;
    return bytes.find(text) != std::string::npos;
  };
  EXPECT_TRUE(holds("files.db", point));
  EXPECT_FALSE(holds("journal.db", point));
  EXPECT_FALSE(holds("roster.db", point));
  for (const char* inner : {care_note, confidential, volunteered, "Needsentence"})
    EXPECT_THAT(bytes_on_disk(), Not(HasSubstr(inner)));
}

TEST_F(AccessTest, EveryLookLeavesAnEvent) {
  host_.history(teacher, alone);
  host_.render(leader, "student.panel", R"({"student":"s-alone"})");
  const Reply log = host_.call(care, "student.access_log", R"({"student":"s-alone"})");
  ASSERT_EQ(log["entries"].size(), 3u) << log.text;
  EXPECT_EQ(log["entries"].at(0)["by"].text(), "t1");
  EXPECT_EQ(log["entries"].at(1)["what"].text(), "student.panel");
  EXPECT_EQ(log["entries"].at(2)["what"].text(), "student.access_log");
}

}  // namespace
}  // namespace host_test
