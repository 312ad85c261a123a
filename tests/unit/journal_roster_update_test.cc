// Changing the roster: what is not mentioned stays, what is the same as before is no change.
#include <gmock/gmock.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "journal/roster_store.h"
#include "journal/roster_tables.h"
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using std::chrono::October;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date day = std::chrono::year(2026) / October / 12;

Student make_student(const std::string& id, const std::string& given = "A") {
  Student student;
  student.id = id;
  student.given_name = given;
  student.family_name = "Bos";
  student.sort_name = "Bos, " + given;
  return student;
}

Enrolment enrol(const std::string& group, const std::string& person, std::optional<Date> begin = {},
                std::optional<Date> end = {}) {
  return {group, person, MemberRole::student, begin, end};
}

class RosterUpdateTest : public testing::Test {
 protected:
  RosterUpdateTest() {
    store = std::move(RosterStore::open(path)).value();
    auto update = std::move(store->replace()).value();
    fill(*update);
    EXPECT_TRUE(update->commit(test_now));
    version = *store->version();
  }

  static void fill(RosterUpdate& update) {
    for (const char* id : {"s1", "s2", "s3"}) ASSERT_TRUE(update.put(make_student(id)));
    for (const char* id : {"g1", "g2"}) {
      Guardian guardian;
      guardian.id = id;
      ASSERT_TRUE(update.put_guardian(guardian));
      ASSERT_TRUE(update.put(Care{"s1", id, "oma", ""}));
    }
    ASSERT_TRUE(update.put(Staff{"t1", "Bea", "Smit", "mentor"}));
    ASSERT_TRUE(update.put(Group{"c1", "1A", "school", "1", "2026-2027", Ternary::yes}));
    for (const char* id : {"s1", "s2", "s3"}) ASSERT_TRUE(update.put(enrol("c1", id)));
    ASSERT_TRUE(update.put(Enrolment{"c1", "t1", MemberRole::mentor, {}, {}}));
  }

  std::unique_ptr<RosterUpdate> begin(bool whole) {
    return std::move(whole ? store->replace() : store->change()).value();
  }
  std::unique_ptr<RosterUpdate> change() { return begin(false); }
  std::vector<std::string> members() {
    std::vector<std::string> found;
    const auto students = store->students_of_group("c1", day);
    for (const Student& student : *students) found.push_back(student.id);
    return found;
  }
  static std::vector<std::string> gone(RosterUpdate& update) {
    std::vector<std::string> found;
    EXPECT_TRUE(update.each_gone([&](const Student& student) {
      found.push_back(student.id + " " + student.name());
      return ok();
    }));
    return found;
  }
  static std::vector<std::string> came(RosterUpdate& update) {
    std::vector<std::string> found;
    EXPECT_TRUE(update.each_came([&](const Student& student) {
      found.push_back(student.id + " " + student.name());
      return ok();
    }));
    return found;
  }

  TestFolder folder;
  const std::string path = folder.file("roster.db");
  std::unique_ptr<RosterStore> store;
  std::int64_t version = 0;
};

TEST_F(RosterUpdateTest, WhatIsNotMentionedStays) {
  const auto update = change();
  ASSERT_TRUE(update->put(make_student("s2", "Noor")));
  ASSERT_TRUE(update->put(make_student("s4", "Guus")));
  const auto done = update->commit(test_now + 1);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->changed, 2);
  EXPECT_EQ(done->removed, 0);
  EXPECT_EQ(store->student("s1")->given_name, "A");
  EXPECT_EQ(store->student("s2")->given_name, "Noor");
  EXPECT_EQ(store->student("s2")->sort_name, "Bos, Noor");
  EXPECT_EQ(store->counts()->students, 4);
  EXPECT_EQ(store->search("noor", 5)->size(), 1u);
  EXPECT_GT(*store->version(), version);
}

TEST_F(RosterUpdateTest, EachKindCanBeRemoved) {
  const auto update = change();
  ASSERT_TRUE(update->remove(RosterKind::student, "s3"));
  ASSERT_TRUE(update->remove(RosterKind::guardian, "g2"));
  ASSERT_TRUE(update->remove_care("s1", "g1"));
  ASSERT_TRUE(update->remove_enrolment("c1", "s2"));
  ASSERT_TRUE(update->remove(RosterKind::staff, "t1"));
  ASSERT_TRUE(update->remove(RosterKind::student, "nobody"));
  const auto done = update->commit(test_now + 1);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->changed, 0);
  EXPECT_EQ(done->removed, 5);
  EXPECT_FALSE(store->student("s3"));
  EXPECT_THAT(store->file("s1", day)->guardians, IsEmpty());
  EXPECT_THAT(members(), ElementsAre("s1"));
  EXPECT_FALSE(store->staff("t1"));
  const auto counts = store->counts();
  EXPECT_EQ(counts->students, 2);
  EXPECT_EQ(counts->guardians, 1);
  EXPECT_EQ(counts->enrolments, 3) << "who is gone without saying so of the group stays in it";
  const auto other = change();
  ASSERT_TRUE(other->remove(RosterKind::group, "c1"));
  ASSERT_TRUE(other->commit(test_now + 2));
  EXPECT_EQ(store->counts()->groups, 0);
}

TEST_F(RosterUpdateTest, TheLastWordOnARecordCounts) {
  const auto update = change();
  ASSERT_TRUE(update->remove(RosterKind::student, "s1"));
  ASSERT_TRUE(update->put(make_student("s1")));
  ASSERT_TRUE(update->put(make_student("s2", "Noor")));
  ASSERT_TRUE(update->remove(RosterKind::student, "s2"));
  ASSERT_TRUE(update->remove_enrolment("c1", "s1"));
  ASSERT_TRUE(update->put(enrol("c1", "s1")));
  ASSERT_TRUE(update->put(enrol("c1", "s3", day)));
  ASSERT_TRUE(update->remove_enrolment("c1", "s3"));
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_TRUE(store->student("s1"));
  EXPECT_FALSE(store->student("s2"));
  EXPECT_THAT(members(), ElementsAre("s1"));
}

TEST_F(RosterUpdateTest, TheStretchesThatAreGivenOfAMemberAreAllThatThereAre) {
  const auto update = change();
  ASSERT_TRUE(update->put(enrol("c1", "s1", add_days(day, 5))));
  ASSERT_TRUE(update->put(enrol("c1", "s1", add_days(day, -9), add_days(day, -1))));
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_THAT(members(), ElementsAre("s2", "s3"));
  EXPECT_EQ(store->counts()->enrolments, 5);
}

TEST_F(RosterUpdateTest, TheVersionGoesUpOnlyWhenSomethingChanged) {
  for (const bool whole : {true, false}) {
    const auto update = begin(whole);
    fill(*update);
    ASSERT_TRUE(update->remove_enrolment("c1", "s1"));
    ASSERT_TRUE(update->put(enrol("c1", "s1")));
    const auto done = update->commit(test_now + 5);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->changed + done->removed, 0);
    EXPECT_EQ(*store->version(), version);
    EXPECT_EQ(store->counts()->read_at, test_now + 5) << "it was read all the same";
    EXPECT_EQ(store->counts()->students, 3);
  }
}

TEST_F(RosterUpdateTest, AReplacementCountsWhatItChanges) {
  const auto update = begin(true);
  fill(*update);
  ASSERT_TRUE(update->put(make_student("s1", "Noor")));
  ASSERT_TRUE(update->remove_care("s1", "g2"));
  const auto done = update->commit(test_now + 1);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->changed, 1);
  EXPECT_EQ(done->removed, 1);
  EXPECT_GT(*store->version(), version);
}

TEST_F(RosterUpdateTest, AKindMayBeGivenWholeAmongChanges) {
  const auto update = change();
  ASSERT_TRUE(update->put(make_student("s9")));
  ASSERT_TRUE(update->begin_whole(RosterKind::student));
  ASSERT_TRUE(update->put(make_student("s2")));
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_EQ(store->counts()->students, 1);
  EXPECT_TRUE(store->student("s2"));
  EXPECT_EQ(store->counts()->guardians, 2);
}

TEST_F(RosterUpdateTest, WhoCameAndWhoIsGoneIsKnownBeforeItIsCommitted) {
  for (const bool whole : {true, false}) {
    auto update = begin(whole);
    ASSERT_TRUE(update->put(make_student("s1", "Noor")));
    ASSERT_TRUE(update->put(make_student("s7", "Guus")));
    ASSERT_TRUE(update->put(make_student("s8", "Teun")));
    ASSERT_TRUE(update->put(make_student("s8", "Teun")));
    for (const char* id : {"s2", "s3", "nobody"})
      ASSERT_TRUE(update->remove(RosterKind::student, id));
    const auto students = update->movement();
    ASSERT_TRUE(students);
    EXPECT_EQ(students->before, 3);
    EXPECT_EQ(students->came, 2);
    EXPECT_EQ(students->gone, 2);
    EXPECT_EQ(students->after(), 3);
    EXPECT_THAT(gone(*update), ElementsAre("s2 A Bos", "s3 A Bos"));
    EXPECT_THAT(came(*update), ElementsAre("s7 Guus Bos", "s8 Teun Bos"));
    update.reset();  // and nothing of it remains
    EXPECT_EQ(*store->version(), version);
    EXPECT_FALSE(store->student("s7"));
  }
}

TEST_F(RosterUpdateTest, ATokenIsOfOneSourceAndIsForgottenWithTheRoster) {
  auto update = change();
  EXPECT_EQ(*update->token(RosterKind::student, "here"), "");
  ASSERT_TRUE(update->remember(RosterKind::student, "here", "17"));
  update.reset();
  update = change();
  EXPECT_EQ(*update->token(RosterKind::student, "here"), "") << "it was not committed";
  ASSERT_TRUE(update->remember(RosterKind::student, "here", "18"));
  ASSERT_TRUE(update->remember(RosterKind::staff, "here", "19"));
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_EQ(*store->version(), version);
  update = change();
  EXPECT_EQ(*update->token(RosterKind::student, "here"), "18");
  EXPECT_EQ(*update->token(RosterKind::staff, "here"), "19");
  EXPECT_EQ(*update->token(RosterKind::student, "elsewhere"), "");
  ASSERT_TRUE(update->begin_whole(RosterKind::student));
  EXPECT_EQ(*update->token(RosterKind::student, "here"), "");
  update.reset();
  update = begin(true);
  EXPECT_EQ(*update->token(RosterKind::staff, "here"), "");
}

TEST_F(RosterUpdateTest, NothingFollowsACommit) {
  const auto update = change();
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_EQ(update->put(make_student("s9")).error().code, "update_finished");
  EXPECT_EQ(update->movement().error().code, "update_finished");
  EXPECT_EQ(update->token(RosterKind::student, "").error().code, "update_finished");
  EXPECT_EQ(update->commit(test_now + 1).error().code, "update_finished");
}

TEST_F(RosterUpdateTest, ARosterOfTheFirstFormatGoesOn) {
  store.reset();
  {
    soci::session session(soci::sqlite3, path);
    session << "DROP TABLE tokens";
    session << "DROP TABLE touched";
    session << "PRAGMA user_version = 1";
  }
  store = std::move(RosterStore::open(path)).value();
  EXPECT_EQ(store->counts()->students, 3);
  const auto update = change();
  ASSERT_TRUE(update->put(make_student("s4")));
  ASSERT_TRUE(update->remember(RosterKind::student, "here", "1"));
  ASSERT_TRUE(update->commit(test_now + 1));
  EXPECT_EQ(store->counts()->students, 4);
}

}  // namespace
}  // namespace homevisit::journal
