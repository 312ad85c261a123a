// R59: what was recorded comes into the student's file, once, whatever the system answers.
#include "sync/deliver.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "journal_test.h"
#include "memory_system.h"
#include "sync/entry.h"
#include "sync/join.h"

namespace homevisit::sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DeliverTest : public journal::JournalTest {
 protected:
  DeliverTest() : journal(make()), adapter(system.open()) {}

  // A system that can do less.
  void without(std::uint64_t capability) {
    system.capabilities &= ~capability;
    adapter = system.open();
  }

  void enqueue(const std::string& student, const std::string& marker, bool withdraw = false,
               const std::string& amends = "") {
    Entry entry;
    entry.withdraw = withdraw;
    entry.marker = marker;
    entry.kind = "visit";
    entry.text = "text of " + marker;
    entry.amends = amends;
    if (!amends.empty()) entry.beside = "Corrected";
    if (withdraw) entry.instead = "void of " + marker;
    put(student, marker, write_entry(entry), withdraw ? 0 : 1, amends);
  }
  void put(const std::string& student, const std::string& marker, const std::string& body,
           int priority, const std::string& builds_on = "") {
    auto transaction = journal->begin();
    journal::OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.builds_on = builds_on;
    item.priority = priority;
    item.entry = body;
    item.event_seq = *(*transaction)->append(student, journal::Stream::dossier, new_id(), "{}");
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }

  Delivered deliver(std::function<void(Step)> step = {}) {
    DeliverOptions how;
    how.step = std::move(step);
    const auto done = sync::deliver(*journal, *adapter, clock, CallControl(), how);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? *done : Delivered();
  }
  journal::OutboxCounts counts() { return *journal->outbox_counts(); }

  std::unique_ptr<journal::Journal> journal;
  MemorySystem system;
  std::unique_ptr<adapters::Adapter> adapter;
};

TEST_F(DeliverTest, FilesAllInTheirOrder) {
  enqueue("s1", "m1");
  enqueue("s2", "m2");
  enqueue("s1", "m3", false, "m1");
  EXPECT_EQ(deliver().delivered, 3);
  EXPECT_THAT(system.markers(), ElementsAre("m1", "m2", "m3"));
  EXPECT_EQ(system.entries[2].amends, "m1");
  EXPECT_EQ(system.looks, 1) << "only what is to be replaced is looked at";
  EXPECT_EQ(counts().done, 3);
}

TEST_F(DeliverTest, ALostAnswerIsLookedUpAtOnceAndNotSentAgain) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_THAT(system.markers(), ElementsAre("m1"));
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(counts().done, 1);
}

TEST_F(DeliverTest, WhatCameToNothingIsSentAgainButNotBeforeTheSystemHasSettled) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
  EXPECT_EQ(deliver().last_error, "may_be_on_its_way");
  for (int i = 0; i < 119; ++i) {
    deliver();
    clock.pass(1000);
  }
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(counts().unknown, 1);
  // The look-ups come ever more seldom: the next one is at most half of the time away.
  clock.pass(120'000);
  deliver();
  EXPECT_EQ(system.submits, 2);
  EXPECT_THAT(system.markers(), ElementsAre("m1"));
}

TEST_F(DeliverTest, WhatTheSystemFilesLateIsFoundAndNotDoubled) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
  deliver();
  clock.pass(100'000);
  system.entries.push_back({"s1", "m1", "", "", "", false});
  clock.pass(60'000);
  deliver();
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(counts().done, 1);
}

TEST_F(DeliverTest, TwoWithOneMarkerWaitForAPersonAndNobodyElseDoes) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  system.entries.push_back({"s1", "m1", "", "", "", false});
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(counts().stopped, 1);
  EXPECT_EQ(journal->outbox_lines(1)->at(0).code, "two_entries_with_one_marker");
  EXPECT_THAT(system.markers(), ElementsAre("m1", "m1", "m2"));
}

TEST_F(DeliverTest, ALookThatFindsTwoShowsAllTheSameThatTheSystemIsBack) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  system.look_faults = {{}};
  deliver();
  ASSERT_EQ(system.entries.size(), 1U);
  system.entries.push_back(system.entries.front());
  ASSERT_NE(journal->system_state()->trouble_since, 0);
  clock.pass(300'000);
  deliver();
  EXPECT_EQ(counts().stopped, 1);
  EXPECT_EQ(journal->system_state()->trouble_since, 0);
}

TEST_F(DeliverTest, ASystemThatIsAwayGetsOneRequestAndThenPeace) {
  for (int i = 0; i < 50; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  system.write_faults.assign(3, {});
  for (int minute = 0; minute < 7; ++minute) {
    deliver();
    clock.pass(60'000);
  }
  EXPECT_EQ(system.submits, 3) << "at 0, 1 and 3 minutes";
  deliver();
  EXPECT_EQ(counts().done, 50);
  EXPECT_EQ(system.markers().front(), "m0") << "the oldest first";
}

TEST_F(DeliverTest, ARateLimitIsKept) {
  for (int i = 0; i < 5; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  system.write_faults = {{HV_RESOURCE_EXHAUSTED, false, 429, 7000}};
  deliver();
  clock.pass(6999);
  deliver();
  EXPECT_EQ(system.submits, 1);
  clock.pass(1);
  EXPECT_EQ(deliver().delivered, 5);
}

TEST_F(DeliverTest, ARefusalForGoodWaitsForAPersonAndHoldsUpNobody) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  system.write_faults = {{HV_INVALID_ARGUMENT, false, 400}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(counts().stopped, 1);
  EXPECT_THAT(system.markers(), ElementsAre("m2"));
}

TEST_F(DeliverTest, AWithdrawalMakesVoid) {  // consent-model, rule 7
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m1", true);
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_TRUE(system.entries[0].is_void);
}

TEST_F(DeliverTest, WhatWasNeverFiledIsWithdrawnAlready) {
  enqueue("s1", "m1");
  enqueue("s1", "m1", true);
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_THAT(system.entries, IsEmpty());
  EXPECT_EQ(system.submits, 0);
}

TEST_F(DeliverTest, AWithdrawalWhoseAnswerWasLostIsLookedUpBeforeItIsRepeated) {
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m1", true);
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(system.withdrawals, 1);
  enqueue("s1", "m2");
  deliver();
  enqueue("s1", "m2", true);
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(system.withdrawals, 3);
  EXPECT_TRUE(system.entries[1].is_void);
}

// An earlier request of ours came late, or a proxy brought one twice: it is as we want it.
TEST_F(DeliverTest, AConflictWithOurselvesIsNone) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_CONFLICT, true, 412}};
  EXPECT_EQ(deliver().delivered, 1);
  enqueue("s1", "m1", true);
  system.write_faults = {{HV_CONFLICT, true, 412}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(counts().done, 2);
}

TEST_F(DeliverTest, AConflictWithAColleagueIsForAPerson) {
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m2", false, "m1");
  system.write_faults = {{HV_CONFLICT, false, 412}};
  deliver();
  EXPECT_EQ(counts().stopped, 1);
}

TEST_F(DeliverTest, AWithdrawalThatMeetsAColleaguesEditIsForAPersonAtOnceAndHoldsUpNobody) {
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m1", true);
  enqueue("s2", "m2");
  system.write_faults = {{HV_CONFLICT, false, 412}};
  deliver();
  EXPECT_FALSE(system.entries[0].is_void);
  EXPECT_EQ(journal->outbox_lines(2)->at(0).code, "changed_by_others");
  EXPECT_EQ(counts().stopped, 1);
  EXPECT_EQ(counts().done, 2);
  EXPECT_EQ(journal->system_state()->failures, 0);
  {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->decide(2, journal::Decision::again));
    ASSERT_TRUE((*transaction)->commit());
  }
  deliver();
  EXPECT_TRUE(system.entries[0].is_void);
}

TEST_F(DeliverTest, WhereNothingCanBeMadeVoidAnAddendumSaysThatItDoesNotHold) {
  without(HV_CAN_WITHDRAW);
  enqueue("s1", "m1");
  deliver();
  enqueue("s1", "m1", true);
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_THAT(system.markers(), ElementsAre("m1", "void of m1"));
  EXPECT_EQ(system.entries[1].amends, "m1");
  EXPECT_EQ(system.withdrawals, 0);
}

TEST_F(DeliverTest, NoAddendumSpeaksOfWhatIsNotThere) {
  without(HV_CAN_WITHDRAW);
  enqueue("s1", "m1");
  enqueue("s1", "m1", true);
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_THAT(system.entries, IsEmpty());
}

TEST_F(DeliverTest, WhereNothingCanBeReplacedACorrectionStandsBesideAndSaysSo) {
  enqueue("s1", "m1");
  enqueue("s1", "m2", false, "m1");
  deliver();
  EXPECT_EQ(system.entries[1].title, "");
  without(HV_CAN_AMEND);
  enqueue("s1", "m3", false, "m1");
  deliver();
  EXPECT_EQ(system.entries[2].title, "Corrected");
}

TEST_F(DeliverTest, WhatCannotBeLookedUpIsForAPersonAndNotForChance) {
  without(HV_CAN_FIND_BY_MARKER);
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  deliver();
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(journal->outbox_lines(1)->at(0).code, "cannot_look_up");
}

TEST_F(DeliverTest, AFailedLookUpIsTriedLaterAndNothingIsSentMeanwhile) {
  enqueue("s1", "m1");
  system.write_faults = {{HV_OUTCOME_UNKNOWN, true}};
  system.look_faults = {{HV_UNAVAILABLE, false, 500}, {HV_UNAVAILABLE, false, 500}};
  deliver();
  EXPECT_EQ(counts().unknown, 1);
  for (int i = 0; i < 10; ++i) {
    clock.pass(60'000);
    deliver();
  }
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(counts().done, 1);
}

TEST_F(DeliverTest, AnEntryThatCannotBeReadWaitsForAPerson) {
  put("s1", "m1", "no JSON", 1);
  enqueue("s1", "m2");
  EXPECT_EQ(deliver().delivered, 1);
  EXPECT_EQ(counts().stopped, 1);
}

TEST_F(DeliverTest, CancellingEndsBetweenEntries) {
  for (int i = 0; i < 5; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  CallControl control;
  DeliverOptions how;
  how.step = [&](Step step) {
    if (step == Step::answered && system.submits == 2) control.cancelled = 1;
  };
  ASSERT_TRUE(sync::deliver(*journal, *adapter, clock, control, how));
  EXPECT_EQ(system.submits, 2);
  EXPECT_EQ(counts().done, 2);
  EXPECT_EQ(counts().queued, 3) << "nothing is left behind half taken";
}

// What was taken together with others, and not come to, is as if it had never been taken.
TEST_F(DeliverTest, NothingIsSentThatMightOutlastItsLease) {
  std::vector<std::string> in_order;
  for (int i = 0; i < 40; ++i) {
    in_order.push_back("m" + std::to_string(i));
    enqueue("s" + std::to_string(i), in_order.back());
  }
  DeliverOptions how;
  std::int64_t most_taken = 0;
  how.step = [&](Step step) {
    if (step == Step::claimed) most_taken = std::max(most_taken, counts().sending);
    if (step == Step::answered) clock.pass(10'000);
  };
  ASSERT_TRUE(sync::deliver(*journal, *adapter, clock, CallControl(), how));
  EXPECT_GT(most_taken, 2) << "that many would outlast it";
  EXPECT_EQ(counts().done, 40);
  EXPECT_EQ(system.markers(), in_order);
  EXPECT_EQ(system.looks, 0);
}

TEST_F(DeliverTest, EndsWithItsTimeAndSaysThatThereIsMore) {
  for (int i = 0; i < 5; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  DeliverOptions how;
  how.take_for = 3000;
  how.step = [&](Step step) {
    if (step == Step::answered) clock.pass(1500);
  };
  const auto first = sync::deliver(*journal, *adapter, clock, CallControl(), how);
  EXPECT_EQ(first->delivered, 2);
  EXPECT_TRUE(first->more);
  EXPECT_EQ(counts().queued, 3);
  how.take_for = 0;
  EXPECT_FALSE(sync::deliver(*journal, *adapter, clock, CallControl(), how)->more);
  EXPECT_EQ(counts().done, 5);
}

// A network that gives no answer before it was let do something meanwhile.
struct SlowNetwork final : http::Network {
  std::function<void()> before, after;  // what is done meanwhile
  Result<http::Response> send(const http::Request&, const http::Auth&,
                              const CallControl& control) override {
    if (before) before();
    if (control.meanwhile) control.meanwhile();
    if (after) after();
    return http::Response();
  }
  void ahead(const http::Request&, const http::Auth&, const CallControl&) override {}
};

class DeliverAheadTest : public DeliverTest {
 protected:
  DeliverAheadTest() {
    adapter = system.open(&network);
    for (int i = 0; i < 4; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  }
  SlowNetwork network;
};

TEST_F(DeliverAheadTest, WhileOneIsAnsweredTheOnesBeforeAreSettledAndTheNextIsTaken) {
  std::vector<std::int64_t> done, sending;
  network.after = [&] {
    done.push_back(counts().done);
    sending.push_back(counts().sending);
  };
  std::vector<Step> steps;
  deliver([&](Step step) { steps.push_back(step); });
  EXPECT_THAT(done, ElementsAre(0, 1, 2, 3)) << "nothing is held back until the end";
  EXPECT_THAT(sending, ElementsAre(2, 2, 2, 1)) << "the one on its way, and the next";
  EXPECT_THAT(
      std::vector(steps.begin(), steps.begin() + 5),
      ElementsAre(Step::claimed, Step::sending, Step::ahead, Step::answered, Step::claimed));
  EXPECT_EQ(counts().done, 4);
}

TEST_F(DeliverAheadTest, WhatWasTakenWhenTheSystemFellAwayIsGivenBackAsItWas) {
  system.write_faults = {{HV_UNAVAILABLE}};
  EXPECT_EQ(deliver().delivered, 0);
  EXPECT_EQ(system.submits, 1);
  EXPECT_EQ(counts().queued, 4);
  EXPECT_GT(journal->system_state()->paused_until, clock.now_ms());
  clock.pass(60'000);
  EXPECT_EQ(deliver().delivered, 4);
  EXPECT_EQ(system.looks, 0) << "nothing of it had been sent";
}

TEST_F(DeliverAheadTest, ASystemThatWasAwayIsTriedWithOne) {
  system.write_faults = {{HV_UNAVAILABLE}, {HV_UNAVAILABLE}};
  deliver();
  clock.pass(60'000);
  network.after = [&] { EXPECT_EQ(counts().sending, 1); };
  deliver();
  EXPECT_EQ(system.submits, 2);
}

TEST_F(DeliverAheadTest, TheNextOfAStudentIsNotTakenBeforeTheOneOnItsWayIsSettled) {
  for (int i = 0; i < 4; ++i) enqueue("s" + std::to_string(i), "later" + std::to_string(i));
  network.after = [&] {
    for (int i = 0; i < 4; ++i) {
      const auto rows = journal->outbox_of("s" + std::to_string(i));
      EXPECT_LE(std::count_if(rows->begin(), rows->end(),
                              [](const journal::OutboxRow& row) {
                                return row.state == journal::OutboxState::sending;
                              }),
                1);
    }
  };
  EXPECT_EQ(deliver().delivered, 8);
}

TEST_F(DeliverAheadTest, AJournalThatIsBusyMeanwhileCostsNothingButTime) {
  options.busy_timeout_ms = 1;
  journal = open();
  const auto other = open();
  std::unique_ptr<journal::Transaction> theirs;
  network.before = [&] { theirs = std::move(*other->begin()); };
  network.after = [&] {
    theirs.reset();
    EXPECT_LE(counts().sending, 1) << "none could be taken";
  };
  EXPECT_EQ(deliver().delivered, 4);
  EXPECT_EQ(counts().done, 4);
}

TEST_F(DeliverTest, StopsAtTheLimit) {
  for (int i = 0; i < 5; ++i) enqueue("s" + std::to_string(i), "m" + std::to_string(i));
  DeliverOptions how;
  how.limit = 3;
  ASSERT_TRUE(sync::deliver(*journal, *adapter, clock, CallControl(), how));
  EXPECT_EQ(counts().done, 3);
  EXPECT_EQ(counts().queued, 2);
}

// The system has moved the entries of a student whose id changed, or has not.
TEST_F(DeliverTest, AnEntryIsLookedForUnderTheNewIdAndThenUnderTheOlderOnes) {
  for (const std::string where : {"s1", "n1"}) {
    enqueue("s1", "m-" + where);
    system.write_faults = {{HV_OUTCOME_UNKNOWN, false}};
    deliver();
    system.entries.push_back({where, "m-" + where, "", "", "", false});
    {
      auto transaction = journal->begin();
      const auto ids = (*transaction)->ids("s1");
      if (ids->current != "n1") {
        ASSERT_TRUE((*transaction)->merge("s1", "n1"));
      }
      ASSERT_TRUE((*transaction)->commit());
    }
    clock.pass(300'000);
    deliver();
    EXPECT_EQ(counts().unknown, 0) << where;
  }
  EXPECT_EQ(system.entries.size(), 2u);
  EXPECT_EQ(counts().done, 2);
}

TEST_F(DeliverTest, WhatStandsUnderAnOlderIdIsWithdrawnThere) {
  enqueue("s1", "m1");
  deliver();
  {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->merge("s1", "n1"));
    ASSERT_TRUE((*transaction)->commit());
  }
  enqueue("n1", "m1", true);
  deliver();
  ASSERT_EQ(system.entries.size(), 1u);
  EXPECT_TRUE(system.entries[0].is_void);
}

// As sync/join.h keeps them of a student who was one file with another for a while.
TEST_F(DeliverTest, AWithdrawalWhoseAnswerWasLostIsLookedUpUnderTheIdsOfAFileOfOnceToo) {
  for (const bool takes : {true, false}) {
    const std::string marker = takes ? "m1" : "m2";
    system.entries.push_back({"s9", marker, "", "", "", false});
    {
      auto transaction = journal->begin();
      ASSERT_TRUE((*transaction)->append("s1", journal::Stream::dossier, new_id(), "{}"));
      ASSERT_TRUE((*transaction)->put_projection("s1", filed_under_name, {1, R"({"ids":["s9"]})"}));
      ASSERT_TRUE((*transaction)->commit());
    }
    enqueue("s1", marker, true);
    // Not found under s1; under s9 the answer is lost.
    system.write_faults = {{HV_NOT_FOUND}, {HV_OUTCOME_UNKNOWN, takes}};
    deliver();
    EXPECT_TRUE(system.entries.back().is_void) << marker;
  }
  EXPECT_EQ(system.withdrawals, 6) << "what is void is not made void again";
  EXPECT_EQ(counts().done, 2);
}

TEST_F(DeliverTest, ALookUpThatFindsNothingDoesNotEndAWithdrawal) {
  enqueue("s1", "m1");
  deliver();
  system.entries[0].student = "elsewhere";
  enqueue("s1", "m1", true);
  system.write_faults = {{HV_OUTCOME_UNKNOWN, false}, {HV_UNAVAILABLE, false, 503}};
  deliver();
  EXPECT_EQ(counts().done, 1) << "the system was not heard yet";
  EXPECT_EQ(system.withdrawals, 2);
}

}  // namespace
}  // namespace homevisit::sync
