// What was filed is made void, or an addendum says that it does not hold.
#include "deliver_test.h"

#include <gmock/gmock.h>

namespace homevisit::sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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

}  // namespace
}  // namespace homevisit::sync
