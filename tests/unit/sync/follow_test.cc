// Between the roster and the journal: while nobody has looked who is who, nothing is sent under any
// id, for it may be another child's by now.
#include "sync/follow.h"

#include <gmock/gmock.h>

#include "journal_test.h"
#include "memory_system.h"
#include "sync/deliver.h"
#include "sync/entry.h"
#include "sync/join.h"

namespace homevisit::sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FollowTest : public journal::JournalTest {
 protected:
  FollowTest()
      : journal(make()),
        roster(std::move(*journal::RosterStore::open(folder.file("roster.db")))),
        adapter(system.open()) {
    commit_roster({{"s1", "Noor"}, {"s2", "Daan"}});
    EXPECT_TRUE(follow_up(following(), CallControl()));
  }

  // As another process does that ends before it has told the journal.
  void commit_roster(const std::vector<std::pair<std::string, std::string>>& students) {
    auto update = roster->replace();
    ASSERT_TRUE(update);
    for (const auto& [id, name] : students) {
      Student student;
      student.id = id;
      student.given_name = name;
      student.family_name = "Visser";
      student.birth_date = parse_date("2013-03-01");
      ASSERT_TRUE((*update)->put(student));
    }
    ASSERT_TRUE((*update)->commit(1));
  }

  void give_s1_away() {
    commit_roster({{"s1", "Omar"}, {"s2", "Daan"}});
    ASSERT_TRUE(follow_up(following(), CallControl()));
  }

  void enqueue(const std::string& student, const std::string& marker, bool withdraw = false) {
    Entry entry;
    entry.withdraw = withdraw;
    entry.marker = marker;
    entry.kind = "visit";
    auto transaction = journal->begin();
    journal::OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.entry = write_entry(entry);
    item.event_seq = *(*transaction)->append(student, journal::Stream::dossier, new_id(), "{}");
    ASSERT_TRUE((*transaction)->enqueue(item));
    const auto now = present(*roster, student);
    ASSERT_TRUE(now && *now);
    ASSERT_TRUE(put_identity(**transaction, student, identity_of((*now)->student, {})));
    ASSERT_TRUE((*transaction)->commit());
  }

  void deliver(std::function<void(Step)> step = {}) {
    DeliverOptions how;
    how.followed = [this] { return followed_version(*journal, *roster).value(); };
    how.step = std::move(step);
    how.share = 1;  // all that waits is taken at once
    EXPECT_TRUE(sync::deliver(*journal, *adapter, clock, CallControl(), how));
  }
  bool followed() { return followed_version(*journal, *roster).value().has_value(); }
  Following following() {
    return {*adapter, *journal, *roster, clock, system_random(), *parse_date("2026-08-20")};
  }

  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<journal::RosterStore> roster;
  MemorySystem system;
  std::unique_ptr<adapters::Adapter> adapter;
};

TEST_F(FollowTest, NothingIsSentBetweenTheRosterAndTheLookWhoIsWho) {
  enqueue("s1", "m1");
  commit_roster({{"s1", "Omar"}, {"s2", "Daan"}});
  EXPECT_FALSE(followed());
  deliver();
  EXPECT_THAT(system.markers(), IsEmpty());
  EXPECT_EQ(journal->outbox_counts()->queued, 1) << "it waits as it did";
  // Whoever looks next finds that s1 is another child.
  ASSERT_TRUE(follow_up(following(), CallControl()));
  EXPECT_TRUE(followed());
  deliver();
  EXPECT_THAT(system.markers(), IsEmpty());
  EXPECT_EQ(journal->outbox_counts()->stopped, 1);
}

TEST_F(FollowTest, AnIdThatIsGivenAwayWhileEntriesAreSentHasNoneOfThem) {
  enqueue("s2", "m2");
  enqueue("s1", "m1");
  int answered = 0;
  deliver([&](Step step) {
    // Both are claimed; after the first the roster changes.
    if (step == Step::answered && ++answered == 1) commit_roster({{"s1", "Omar"}, {"s2", "Daan"}});
  });
  EXPECT_THAT(system.markers(), ElementsAre("m2"));
  EXPECT_EQ(journal->outbox_counts()->queued, 1);
  ASSERT_TRUE(follow_up(following(), CallControl()));
  deliver();
  EXPECT_THAT(system.markers(), ElementsAre("m2"));
}

TEST_F(FollowTest, WhatWasTakenUnderAnEarlierRosterIsNotSentUnderALaterOne) {
  enqueue("s2", "m2");
  enqueue("s1", "m1");
  int answered = 0;
  deliver([&](Step step) {
    // Both are claimed; meanwhile another process reads a roster and looks who is who.
    if (step == Step::answered && ++answered == 1) give_s1_away();
  });
  EXPECT_THAT(system.markers(), ElementsAre("m2"));
  EXPECT_EQ(journal->outbox_counts()->stopped, 1);
}

TEST_F(FollowTest, ALookUpDuringWhichTheIdIsGivenAwayIsFollowedByNothing) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
  deliver();
  ASSERT_EQ(journal->outbox_counts()->unknown, 1);
  clock.pass(600'000);
  deliver([this](Step step) {
    if (step == Step::looked_up) give_s1_away();
  });
  clock.pass(600'000);
  deliver();
  EXPECT_THAT(system.markers(), IsEmpty());
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(journal->outbox_counts()->stopped, 1);
}

TEST_F(FollowTest, AWithdrawalIsNotSentUnderAnIdThatWasGivenAwaySinceTheLookUp) {
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m1", true);
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
  int looks = 0;
  deliver([&](Step step) {
    if (step == Step::looked_up && ++looks == 1) give_s1_away();
  });
  EXPECT_EQ(system.withdrawals, 1);
}

TEST_F(FollowTest, WhatIsTheSameChildGoesOn) {
  enqueue("s1", "m1");
  commit_roster({{"s1", "Noor"}});
  deliver();
  EXPECT_THAT(system.markers(), IsEmpty());
  ASSERT_TRUE(follow_up(following(), CallControl()));
  deliver();
  EXPECT_THAT(system.markers(), ElementsAre("m1"));
}

// Its file was deleted, say. It counts its versions from another start.
TEST_F(FollowTest, ARosterThatWasMadeAnewIsNotTakenForTheOneThatWasFollowed) {
  enqueue("s1", "m1");
  roster = std::move(*journal::RosterStore::open(folder.file("anew.db")));
  commit_roster({{"s1", "Omar"}, {"s2", "Daan"}});
  EXPECT_FALSE(followed());
  deliver();
  EXPECT_THAT(system.markers(), IsEmpty());
}

TEST_F(FollowTest, WithoutARosterThereIsNothingToFollow) {
  const auto empty = std::move(*journal::RosterStore::open(folder.file("empty.db")));
  EXPECT_TRUE(followed_version(*journal, *empty).value());
}

}  // namespace
}  // namespace homevisit::sync
