// R59: what was recorded comes into the student's file, once, whatever the system answers.
#include "deliver_test.h"

#include <gmock/gmock.h>

#include "sync/join.h"

namespace homevisit::sync {
namespace {

using testing::ElementsAre;

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
