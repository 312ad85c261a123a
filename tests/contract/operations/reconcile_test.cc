// What colleagues do to our entries in the student's file is noticed, shown, and left as it is.
// Requirements: R59.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReconcileTest : public testing::Test {
 protected:
  ReconcileTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  std::string filed_visit(const std::string& student = alone) {
    const std::string visit = host_.visit(mentor, student);
    deliver();
    return visit;
  }
  void deliver() {
    const Reply done = host_.call(it, "dossier.deliver", "{}");
    EXPECT_EQ(done["attention"].integer(), 0) << done.text;
  }
  void revise(const std::string& visit, const std::string& point) {
    host_.write(mentor, "visit.revise",
                R"({"student":"s-alone","visit":")" + visit +
                    R"(","date":"2026-10-12","report":{"goes_well":"Veel.","key_points":[")" +
                    point + "\"]}}");
  }

  // A colleague at work in the student files themselves.
  void in_the_files(const std::string& sql) {
    sqlite3* files = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "files.db").c_str(), &files), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(files, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK)
        << (error != nullptr ? error : "");
    EXPECT_GT(sqlite3_changes(files), 0) << sql;
    sqlite3_free(error);
    sqlite3_close(files);
  }
  static std::string its(const std::string& visit) { return " WHERE marker='hv:" + visit + "'"; }

  Reply reconcile(const std::string& request = "{}") {
    Reply reply = host_.call(it, "dossier.reconcile", request);
    EXPECT_EQ(reply.status, HV_OK) << reply.text;
    return reply;
  }
  static std::string only(const Reply& reply) {
    return reply["found_total"].integer() == 1
               ? std::string(reply["found"].at(0)["difference"].text())
               : reply.text;
  }
  std::string in_file() {
    return std::string(
        host_.history(teacher, alone)["timeline"].at(0)["recorded"]["in_file"].text());
  }
  std::string entries() {
    return host_.call(teacher, "dossier.entries", R"({"student":"s-alone"})").text;
  }

  Folder folder_;
  Host host_;
};

TEST_F(ReconcileTest, FindsNothingWhereAllIsAsItWasFiled) {
  const std::string visit = filed_visit();
  revise(visit, "Beter gezegd.");
  host_.write(mentor, "visit.sign_off", R"({"student":"s-alone","visit":")" + visit + "\"}");
  host_.write(mentor, "visit.amend",
              R"({"student":"s-alone","visit":")" + visit +
                  R"(","text":"En nog dit.","why":"Vergeten.","tier":"shared"})");
  const std::string wrong = filed_visit(one_home);
  deliver();
  host_.write(care, "visit.void", R"({"student":"s-onehome","visit":")" + wrong + "\"}");
  deliver();
  const Reply reply = reconcile();
  EXPECT_EQ(reply["found_total"].integer(), 0) << reply.text;
  EXPECT_EQ(reply["entries"].integer(), 3) << reply.text;
  EXPECT_EQ(reply["under_way"].integer(), 0);
}

TEST_F(ReconcileTest, ShowsWhatAColleagueChangedAndLeavesIt) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET text='Anders gezegd.'" + its(visit));
  EXPECT_EQ(only(reconcile()), "altered");
  EXPECT_EQ(in_file(), "changed");
  EXPECT_THAT(host_.render(teacher, "student.panel", R"({"student":"s-alone"})"),
              HasSubstr("this entry was changed by somebody else"));
  EXPECT_EQ(only(reconcile(R"({"repair":true})")), "altered");
  deliver();
  EXPECT_THAT(entries(), HasSubstr("Anders gezegd."));
}

TEST_F(ReconcileTest, LineEndsAndBlanksAtTheirEndsAreNoChange) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET text=replace(text, char(10), '  ' || char(13) || char(10))" +
               its(visit));
  EXPECT_EQ(reconcile()["found_total"].integer(), 0);
  EXPECT_EQ(in_file(), "");
}

TEST_F(ReconcileTest, WhatIsGoneIsFiledAgainOnlyWhenAsked) {
  const std::string visit = filed_visit();
  in_the_files("DELETE FROM entry" + its(visit));
  EXPECT_EQ(only(reconcile()), "missing");
  EXPECT_EQ(in_file(), "removed");
  deliver();
  EXPECT_THAT(entries(), Not(HasSubstr(visit)));
  EXPECT_TRUE(reconcile(R"({"repair":true})")["found"].at(0)["queued"].is_true());
  deliver();
  EXPECT_THAT(entries(), HasSubstr(visit));
  EXPECT_EQ(reconcile()["found_total"].integer(), 0);
  EXPECT_EQ(in_file(), "");
}

TEST_F(ReconcileTest, AReportThatReplacedAnotherIsFiledAgainAsItIsNow) {
  const std::string visit = filed_visit();
  revise(visit, "Beter gezegd.");
  deliver();
  in_the_files("DELETE FROM entry");
  reconcile(R"({"repair":true})");
  deliver();
  EXPECT_THAT(entries(), HasSubstr("Beter gezegd."));
  EXPECT_THAT(entries(), Not(HasSubstr("Fijn gesprek.")));
  EXPECT_EQ(reconcile()["found_total"].integer(), 0);
}

TEST_F(ReconcileTest, ACorrectionStandsBesideWhatAColleagueChanged) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET text='Anders gezegd.'" + its(visit));
  revise(visit, "Beter gezegd.");
  deliver();
  EXPECT_THAT(entries(), HasSubstr("Anders gezegd."));
  EXPECT_THAT(entries(), HasSubstr("Beter gezegd."));
  EXPECT_EQ(in_file(), "changed") << "without anybody having compared";
  EXPECT_EQ(only(reconcile()), "altered");
  // The next one takes the place of our own correction, and of nothing else.
  revise(visit, "Nog beter gezegd.");
  deliver();
  EXPECT_THAT(entries(), HasSubstr("Anders gezegd."));
  EXPECT_THAT(entries(), HasSubstr("Nog beter gezegd."));
  EXPECT_THAT(entries(), Not(HasSubstr("- Beter gezegd.")));
  EXPECT_EQ(only(reconcile()), "altered");
}

TEST_F(ReconcileTest, VoidOnOneSideAloneIsTold) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET withdrawn=1" + its(visit));
  EXPECT_EQ(only(reconcile()), "void");
  host_.write(care, "visit.void", R"({"student":"s-alone","visit":")" + visit + "\"}");
  deliver();
  EXPECT_EQ(reconcile()["found_total"].integer(), 0);
  in_the_files("UPDATE entry SET withdrawn=0" + its(visit));
  EXPECT_EQ(only(reconcile()), "not_void");
}

// Privacy goes before a colleague's words: what was entered in error is made void all the same.
TEST_F(ReconcileTest, AWithdrawalHoldsForWhatAColleagueChanged) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET text='Anders gezegd.'" + its(visit));
  host_.write(care, "visit.void", R"({"student":"s-alone","visit":")" + visit + "\"}");
  deliver();
  EXPECT_THAT(entries(), HasSubstr(R"("withdrawn":true)"));
}

TEST_F(ReconcileTest, EntriesThatThisJournalDoesNotKnowAreTold) {
  const std::string visit = filed_visit();
  in_the_files("UPDATE entry SET marker='hv:018bcfe5-687f-7b54-8f0a-2d1f5f6e7a10'" + its(visit));
  const Reply reply = reconcile();
  EXPECT_EQ(reply["counts"]["orphaned"].integer(), 1) << reply.text;
  EXPECT_EQ(reply["counts"]["missing"].integer(), 1) << reply.text;
}

TEST_F(ReconcileTest, GoesThroughTheStudentsInParts) {
  for (const char* student : {alone, foster, secret}) filed_visit(student);
  std::string after;
  int calls = 0, students = 0;
  do {
    const Reply reply =
        reconcile(R"({"limit":1)" + (after.empty() ? "" : R"(,"after":")" + after + "\"") + "}");
    students += static_cast<int>(*reply["students"].integer());
    after = reply.get("next");
    ASSERT_LT(++calls, 5);
  } while (!after.empty());
  EXPECT_EQ(students, 3);
  EXPECT_EQ(reconcile(R"({"student":"s-foster"})")["entries"].integer(), 1);
}

TEST_F(ReconcileTest, IsForThoseWhoRunTheSystem) {
  EXPECT_EQ(host_.call(mentor, "dossier.reconcile", "{}").status, HV_PERMISSION_DENIED);
  EXPECT_EQ(host_.call(machine, "dossier.reconcile", "{}").status, HV_OK);
}

}  // namespace
}  // namespace host_test
