// Ids that change in the school's system, through hv_call: history follows, both ids lead to it,
// and no child's file is shown under another child's name. plugin/docs/school-year.md has the
// rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    read();
  }

  // The school's system gives the roster as the folder has it now.
  Reply read() {
    Reply reply = host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    EXPECT_EQ(reply.status, HV_OK) << reply.text;
    return reply;
  }
  void replace(const std::string& from, const std::string& to) {
    replace_in_school(folder_ / "school", from, to);
  }
  std::int64_t number(const Reply& reply, const char* key) {
    return reply["ids"][key].integer().value_or(-1);
  }
  Reply call(const std::string& operation, const std::string& request) {
    return host_.call(it, operation, request);
  }
  std::size_t doubts() { return call("student.doubts", "{}")["doubts"].size(); }
  void declined(const char* student, const char* guardian) {
    host_.write(mentor, "answer.record",
                std::string(R"({"student":")") + student + R"(","guardian":")" + guardian +
                    R"(","answer":"declined","never_ask":true})");
  }
  Reply visit_at_home(const char* student) {
    return host_.call(mentor, "visit.record",
                      submitted(std::string(R"({"student":")") + student +
                                R"(","date":"2026-10-12","place":"home",)"
                                R"("report":{"key_points":["x"]}})"));
  }
  void expect_whole() {
    const Reply reply = host_.call(it, "audit.verify", "{}");
    EXPECT_TRUE(reply["ok"].is_true()) << reply.text;
  }

  Folder folder_;
  Host host_;
};

constexpr char point[] = "Keypointsentence of the child before";

TEST_F(IdentityTest, AtRollOverTheFileFollowsByRuleAndOldLinksLeadToIt) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  declined(alone, "g-solo");
  replace("s-alone", "n-alone");
  replace("g-solo", "n-solo");
  const Reply matched = read();
  EXPECT_EQ(number(matched, "matched"), 1) << matched.text;
  EXPECT_EQ(number(matched, "doubts"), 0);
  for (const char* id : {"s-alone", "n-alone"}) {
    const Reply history = host_.history(mentor, id);
    EXPECT_EQ(history.status, HV_OK) << history.text;
    EXPECT_TRUE(history.holds(point)) << id;
    EXPECT_EQ(history["student"]["id"].text(), "n-alone");
    EXPECT_THAT(host_.render(mentor, "student.panel", std::string(R"({"student":")") + id + "\"}"),
                HasSubstr(point));
    // R1: a no stays a no, whatever number the guardian has now.
    EXPECT_EQ(visit_at_home(id).code(), "guardian_prefers_no_visit") << id;
    host_.write(mentor, "contact.plan",
                std::string(R"({"student":")") + id + R"(","date":"2026-11-02"})");
  }
  EXPECT_EQ(host_.history(other_mentor, "s-alone").status, HV_NOT_FOUND);
  expect_whole();
}

TEST_F(IdentityTest, AnIdThatIsAnotherChildsShowsNothingUntilAPersonHasDecided) {
  host_.visit(
      mentor, alone, "",
      std::string(R"({"key_points":[")") + point + R"("],"next_contact":{"date":"2026-12-24"}})");
  host_.call(mentor, "draft.save",
             R"({"student":"s-alone","form":"visit","fields":[["/x","Draftsentence"]]})");
  // The number of Yara Smit is Omar Haddad's now.
  replace("s-alone,Yara,Smit", "s-alone,Omar,Haddad");
  replace(",Yara,Smit", ",Omar,Haddad");
  replace("s-alone,,,2013-05-03", "s-alone,,,2014-09-09");
  const Reply matched = read();
  EXPECT_EQ(number(matched, "doubts"), 1) << matched.text;
  EXPECT_EQ(host_.history(mentor, alone).code(), "identity_in_doubt");
  EXPECT_EQ(host_.history(care, alone).code(), "identity_in_doubt");
  for (const char* request :
       {R"({"student":"s-alone","form":"visit"})", R"({"student":"s-alone"})"}) {
    const std::string operation =
        std::string(request).find("form") != std::string::npos ? "draft.read" : "dossier.entries";
    EXPECT_EQ(host_.call(mentor, operation, request).code(), "identity_in_doubt") << operation;
  }
  EXPECT_EQ(host_.call(care, "student.access_log", R"({"student":"s-alone"})").code(),
            "identity_in_doubt");
  EXPECT_EQ(visit_at_home(alone).code(), "identity_in_doubt");
  const Reply listed = host_.call(mentor, "student.list", R"({"group":"g1"})");
  EXPECT_TRUE(listed.holds("Omar"));
  EXPECT_FALSE(listed.holds("2026-12-24")) << "the next contact of the child before";
  EXPECT_FALSE(listed.holds("2026-10-12"));
  // What waits must not be filed with the other child.
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 0);
  EXPECT_FALSE(host_.call(it, "student.doubts", "{}").holds("Yara")) << "no names";

  const Reply decided = call("student.match", R"({"old":"s-alone","none":true})");
  EXPECT_EQ(decided.get("student"), "s-alone (2026-10-12)") << decided.text;
  const Reply fresh = host_.history(mentor, alone);
  EXPECT_EQ(fresh.status, HV_OK);
  EXPECT_FALSE(fresh.holds(point));
  EXPECT_EQ(fresh["timeline"].size(), 0u);
  EXPECT_FALSE(host_.call(mentor, "draft.read", R"({"student":"s-alone","form":"visit"})")
                   .holds("Draftsentence"));
  EXPECT_EQ(doubts(), 0u);
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 0);
  EXPECT_EQ(host_.visit(mentor, alone).empty(), false);
  expect_whole();
}

TEST_F(IdentityTest, AFileIsClosedTheMomentTheRosterChangesNotWhenItWasMatched) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  host_.close();
  // Another host reads the roster and ends before it looks at the journal: the same roster file
  // with a journal that was not told.
  std::filesystem::copy_file(folder_ / "journal.db", folder_ / "kept.db");
  {
    Host other(config_in(folder_));
    replace("s-alone,,,2013-05-03", "s-alone,,,2014-09-09");
    replace("Yara,Smit", "Omar,Haddad");
    other.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::filesystem::remove(folder_ / "journal.db");
  std::filesystem::rename(folder_ / "kept.db", folder_ / "journal.db");
  Host again(config_in(folder_));
  EXPECT_EQ(again.call(it, "student.doubts", "{}")["doubts"].size(), 0u);
  EXPECT_EQ(again.history(mentor, alone).code(), "identity_in_doubt");
  // Delivery looks who is who before it sends anything.
  EXPECT_EQ(again.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 0);
  EXPECT_EQ(again.call(it, "student.doubts", "{}")["doubts"].size(), 1u);
}

TEST_F(IdentityTest, ANameThatWasPutRightIsAskedAboutOnceAndThenGoesOn) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  replace("Yara,Smit", "Yarah,Smit");
  EXPECT_EQ(number(read(), "doubts"), 1);
  EXPECT_EQ(host_.history(mentor, alone).code(), "identity_in_doubt");
  EXPECT_EQ(call("student.match", R"({"old":"s-alone","new":"s-alone"})").status, HV_OK);
  EXPECT_TRUE(host_.history(mentor, alone).holds(point));
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 1);
  EXPECT_EQ(number(read(), "doubts"), 0);
}

TEST_F(IdentityTest, ADoubtIsDecidedByAPerson) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  replace("s-alone", "n-alone");
  replace("n-alone,,,2013-05-03", "n-alone,,,");  // the birth date is missing
  EXPECT_EQ(number(read(), "matched"), 0);
  const Reply asked = call("student.doubts", "{}");
  ASSERT_EQ(asked["doubts"].size(), 1u) << asked.text;
  const json::Value doubt = asked["doubts"].at(0);
  EXPECT_EQ(doubt["kind"].text(), "left");
  EXPECT_EQ(doubt["candidates"].at(0)["id"].text(), "n-alone");
  EXPECT_EQ(doubt["candidates"].at(0)["birth_date"].text(), "missing");
  EXPECT_TRUE(doubt["candidates"].at(0)["guardian"].is_true());
  EXPECT_EQ(call("system.status", "{}")["doubts"].integer(), 1);
  EXPECT_FALSE(host_.history(mentor, "n-alone").holds(point)) << "not before";
  EXPECT_EQ(call("student.match", R"({"old":"s-alone"})").code(), "who_is_it");
  EXPECT_TRUE(call("student.match", R"({"old":"s-alone","new":"n-alone"})")["joined"].is_true());
  EXPECT_TRUE(host_.history(mentor, "n-alone").holds(point));
  EXPECT_EQ(doubts(), 0u);
  EXPECT_EQ(call("student.match", R"({"old":"s-alone","new":"n-alone"})").code(), "unknown_doubt");
}

TEST_F(IdentityTest, WhatAPersonHasRejectedIsNotAskedAgain) {
  host_.visit(mentor, alone);
  replace("s-alone", "n-alone");
  replace("n-alone,,,2013-05-03", "n-alone,,,");
  read();
  EXPECT_EQ(call("student.match", R"({"old":"s-alone","none":true})").status, HV_OK);
  EXPECT_EQ(doubts(), 0u);
  replace("Sem,Bos", "Semm,Bos");
  EXPECT_EQ(number(read(), "doubts"), 0);
}

TEST_F(IdentityTest, TheSystemMergedTwoStudents) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  host_.visit(mentor, one_home);
  const Reply early =
      call("student.merge", R"({"from":"s-alone","into":"s-onehome","dry_run":true})");
  EXPECT_EQ(early.code(), "still_in_roster") << early.text;
  replace("s-alone", "x-somebody-else");
  replace("Yara,Smit", "Omar,Haddad");
  read();
  const Reply dry =
      call("student.merge", R"({"from":"s-alone","into":"s-onehome","dry_run":true})");
  EXPECT_EQ(dry["events_from"].integer(), 1) << dry.text;
  EXPECT_EQ(dry["events_into"].integer(), 1);
  EXPECT_FALSE(dry["joined"].is_true());
  EXPECT_FALSE(dry["alike"]["family_name"].is_true());
  EXPECT_FALSE(host_.history(mentor, one_home).holds(point));

  EXPECT_TRUE(
      call("student.merge", R"({"from":"s-alone","into":"s-onehome"})")["joined"].is_true());
  EXPECT_TRUE(host_.history(mentor, one_home).holds(point));
  EXPECT_TRUE(host_.history(mentor, alone).holds(point));
  EXPECT_EQ(call("student.merge", R"({"from":"s-alone","into":"s-onehome"})").code(),
            "still_in_roster")
      << "s-onehome is the id in use of both";
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 2);
  const Reply filed = host_.call(mentor, "dossier.entries", R"({"student":"s-onehome"})");
  EXPECT_EQ(filed["entries"].size(), 2u) << filed.text;

  const std::string later = host_.visit(mentor, one_home);
  const Reply parted = call("student.unmerge", R"({"from":"s-alone"})");
  EXPECT_TRUE(parted["parted"].is_true()) << parted.text;
  EXPECT_EQ(parted.get("into"), "s-onehome");
  EXPECT_EQ(parted["events_from"].integer(), 1);
  const Reply own = host_.history(mentor, one_home);
  EXPECT_FALSE(own.holds(point));
  EXPECT_TRUE(own.holds(later)) << "what was recorded since stays";
  EXPECT_THAT(host_.render(mentor, "student.panel", R"({"student":"s-onehome"})"),
              Not(HasSubstr(point)));
  expect_whole();

  // What was filed meanwhile stands in the other child's file: a person is told, and a mistake is
  // withdrawn there.
  host_.call(machine, "dossier.deliver", "{}");
  const Reply compared = call("dossier.reconcile", "{}");
  EXPECT_EQ(compared["counts"]["misplaced"].integer(), 1) << compared.text;
  EXPECT_EQ(compared["counts"]["orphaned"].integer().value_or(0), 0) << compared.text;
  replace("x-somebody-else", "s-alone");
  replace("Omar,Haddad", "Yara,Smit");
  read();
  const std::string visit(host_.history(mentor, alone)["timeline"].at(0)["visit"]["id"].text());
  host_.write(care, "visit.void", R"({"student":"s-alone","visit":")" + visit + "\"}");
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["waiting"].integer(), 0);
  const Reply after = call("dossier.reconcile", "{}");
  EXPECT_EQ(after["counts"]["misplaced"].integer().value_or(0), 0) << after.text;
}

TEST_F(IdentityTest, WhatIsClosedOrKeptAsideIsNotCalledUnknownAndIsNotFiledAgain) {
  host_.visit(mentor, alone);
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["delivered"].integer(), 1);
  replace("s-alone,Yara,Smit", "s-alone,Omar,Haddad");
  replace(",Yara,Smit", ",Omar,Haddad");
  read();
  const Reply asked = call("dossier.reconcile", R"({"repair":true})");
  EXPECT_EQ(asked["found_total"].integer(), 0) << "a person is to decide first: " << asked.text;
  EXPECT_EQ(call("student.match", R"({"old":"s-alone","none":true})").status, HV_OK);
  const Reply decided = call("dossier.reconcile", R"({"repair":true})");
  EXPECT_EQ(decided["found_total"].integer(), 1) << decided.text;
  EXPECT_EQ(decided["counts"]["misplaced"].integer(), 1);
  EXPECT_EQ(host_.call(machine, "dossier.deliver", "{}")["waiting"].integer(), 0);
}

TEST_F(IdentityTest, ANewIdIsGivenByAPerson) {
  host_.visit(mentor, alone, "", std::string(R"({"key_points":[")") + point + "\"]}");
  host_.visit(mentor, one_home);
  replace("s-alone", "n-alone");
  replace("Yara,Smit", "Yarah,Smits");
  read();
  EXPECT_EQ(call("student.renumber", R"({"from":"s-alone","to":"s-onehome"})").code(),
            "id_has_file");
  EXPECT_EQ(call("student.renumber", R"({"from":"s-alone","to":"nobody"})").code(),
            "not_in_roster");
  EXPECT_EQ(call("student.renumber", R"({"from":"nobody","to":"n-alone"})").code(),
            "student_unknown");
  EXPECT_TRUE(call("student.renumber", R"({"from":"s-alone","to":"n-alone"})")["joined"].is_true());
  EXPECT_TRUE(host_.history(mentor, "n-alone").holds(point));
  EXPECT_EQ(call("student.unmerge", R"({"from":"n-alone"})").code(), "not_merged");
}

TEST_F(IdentityTest, NotesKeepTheirTierAndAuthorThroughAMerge) {
  host_.write(mentor, "visit.record",
              R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],"notes":[)"
              R"({"topic":"attention","tier":"care","text":"Carenote"},)"
              R"({"topic":"values","tier":"confidential","text":"Confidentialnote"}]}})");
  replace("s-alone", "n-alone");
  EXPECT_EQ(number(read(), "matched"), 1);
  EXPECT_TRUE(host_.history(mentor, "s-alone").holds("Confidentialnote")) << "the author";
  EXPECT_TRUE(host_.history(care, "s-alone").holds("Confidentialnote"));
  for (const char* actor : {teacher, leader})
    for (const char* note : {"Carenote", "Confidentialnote"})
      EXPECT_FALSE(host_.history(actor, "s-alone").holds(note)) << actor;
}

}  // namespace
}  // namespace host_test
