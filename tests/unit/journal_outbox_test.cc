// The outbox: in order for each student, nothing sent twice, nothing forgotten.
#include <gmock/gmock.h>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using Outcome = Settlement::Outcome;
using System = Settlement::System;

class OutboxTest : public JournalTest {
 protected:
  OutboxTest() : journal(make()) {}

  void enqueue(const std::string& student, const std::string& marker, int priority = 1,
               const std::string& builds_on = "") {
    auto transaction = journal->begin();
    ASSERT_TRUE(transaction);
    const auto seq = (*transaction)->append(student, Stream::dossier, new_id(), marker);
    ASSERT_TRUE(seq);
    OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.builds_on = builds_on;
    item.priority = priority;
    item.entry = "entry of " + marker;
    item.event_seq = *seq;
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }

  // The marker that is claimed; "" for none.
  std::string claim() {
    auto claimed = journal->claim(terms);
    EXPECT_TRUE(claimed) << (claimed ? "" : claimed.error().message);
    if (!claimed || !*claimed) return "";
    last = **claimed;
    return last.item.marker;
  }

  static Settlement settlement(const Claim& claim, Outcome outcome, const std::string& code = "",
                               System system = System::silent) {
    Settlement s;
    s.item = claim.item.id;
    s.attempt = claim.attempt();
    s.outcome = outcome;
    s.code = code;
    s.system = system;
    if (outcome == Outcome::done) s.entry_id = "e1";
    return s;
  }
  // Was the claim still ours?
  bool settle(const Settlement& settlement) {
    const auto ours = journal->settle(terms, settlement);
    EXPECT_TRUE(ours) << (ours ? "" : ours.error().message);
    return ours && *ours;
  }
  bool done() { return settle(settlement(last, Outcome::done, "", System::well)); }
  bool unknown(bool sent) {
    Settlement s = settlement(last, Outcome::unknown, "timeout");
    s.sent = sent;
    return settle(s);
  }

  Status decide(std::int64_t item, Decision decision) {
    const auto transaction = journal->begin();
    EXPECT_TRUE(transaction);
    HV_TRY((*transaction)->decide(item, decision));
    return (*transaction)->commit();
  }

  std::vector<OutboxState> states(const std::string& student) {
    std::vector<OutboxState> list;
    const auto deliveries = journal->deliveries(student);
    EXPECT_TRUE(deliveries);
    for (const Delivery& delivery : *deliveries) list.push_back(delivery.state);
    return list;
  }

  DeliveryTerms terms;
  std::unique_ptr<Journal> journal;
  Claim last;
};

TEST_F(OutboxTest, GivesBackWhatWasPutIn) {
  enqueue("s1", "m1", 0);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.item.student, "s1");
  EXPECT_EQ(last.item.entry, "entry of m1");
  EXPECT_EQ(last.item.priority, 0);
  EXPECT_EQ(last.item.attempts, 0);
  EXPECT_EQ(last.item.event_seq, 1);
  EXPECT_FALSE(last.unknown);
}

TEST_F(OutboxTest, KeepsTheOrderOfOneStudent) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(claim(), "") << "m2 must wait for m1";
  ASSERT_TRUE(done());
  EXPECT_EQ(claim(), "m2");
}

TEST_F(OutboxTest, OneStudentDoesNotHoldUpAnother) {
  enqueue("s1", "m1");
  enqueue("s2", "m2");
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(claim(), "m2");
}

TEST_F(OutboxTest, WithdrawalsAndDeclinesGoFirst) {  // consent-model, rule 7
  enqueue("s1", "visit");
  enqueue("s2", "withdrawal", 0);
  enqueue("s1", "answer", 0);
  EXPECT_EQ(claim(), "withdrawal");
  EXPECT_EQ(claim(), "answer");
}

TEST_F(OutboxTest, OneCommitEndsAnItemAndTakesTheNext) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  ASSERT_EQ(claim(), "m1");
  const Settlement end = settlement(last, Outcome::done, "", System::well);
  const auto next = journal->claim(terms, 1, {&end, 1});
  ASSERT_TRUE(next);
  ASSERT_EQ(next->size(), 1U);
  EXPECT_EQ(next->front().item.marker, "m2");
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::done, OutboxState::sending));
}

TEST_F(OutboxTest, SeveralTakenAtOnceAreOfDifferentStudents) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  enqueue("s2", "m3");
  enqueue("s3", "m4");
  const auto claims = journal->claim(terms, 8);
  ASSERT_TRUE(claims);
  std::vector<std::string> markers;
  for (const Claim& one : *claims) markers.push_back(one.item.marker);
  EXPECT_THAT(markers, ElementsAre("m1", "m3", "m4"));
}

// Entered in error before it was ever sent: nobody need see it in the SIS.
TEST_F(OutboxTest, WhatIsWithdrawnBeforeItWasSentIsNeverSent) {
  enqueue("s1", "other");
  enqueue("s1", "visit");
  enqueue("s1", "visit", 0);
  ASSERT_EQ(claim(), "visit");
  EXPECT_EQ(last.item.event_seq, 3) << "the withdrawal itself";
  EXPECT_THAT(states("s1"),
              ElementsAre(OutboxState::queued, OutboxState::dead, OutboxState::sending));
}

TEST_F(OutboxTest, AWithdrawalTakesAlongWhatMayHaveBeenSent) {
  enqueue("s1", "visit");
  ASSERT_EQ(claim(), "visit");
  ASSERT_TRUE(unknown(true));
  enqueue("s1", "other");
  enqueue("s1", "visit", 0);
  ASSERT_EQ(claim(), "visit");
  EXPECT_EQ(last.item.event_seq, 1) << "it must be known first whether it is there";
  EXPECT_TRUE(last.unknown);
  ASSERT_TRUE(done());
  ASSERT_EQ(claim(), "visit");
  EXPECT_EQ(last.item.event_seq, 3);
}

TEST_F(OutboxTest, WaitsUntilItsTime) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  Settlement later = settlement(last, Outcome::again, "http_503");
  later.wait = 5000;
  ASSERT_TRUE(settle(later));
  EXPECT_EQ(claim(), "");
  clock.pass(5000);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.item.attempts, 1);
  EXPECT_FALSE(last.unknown) << "what was not sent need not be looked up";
}

TEST_F(OutboxTest, AClockThatWasSetBackHoldsNothingUp) {
  clock.set(test_now + 21 * 86'400'000LL);
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  Settlement later = settlement(last, Outcome::again, "http_503", System::trouble);
  later.wait = 5000;
  ASSERT_TRUE(settle(later));
  clock.set(test_now);
  EXPECT_EQ(claim(), "m1");
}

TEST_F(OutboxTest, AnExpiredLeaseMakesTheOutcomeUnknown) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  clock.pass(terms.lease - 1);
  EXPECT_EQ(claim(), "");
  clock.pass(1);
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown);
}

// Its sender was killed, and meanwhile something came that goes first: neither may wait for the
// other.
TEST_F(OutboxTest, WhatWasBeingSentGoesOnBeforeWhatGoesFirst) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  enqueue("s1", "answer", 0);
  clock.pass(terms.lease);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(claim(), "");
  ASSERT_TRUE(done());
  EXPECT_EQ(claim(), "answer");
}

TEST_F(OutboxTest, NoClockThatIsSetEndsALease) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  for (const std::int64_t jump : {365LL, -365LL}) {
    clock.set(test_now + jump * 86'400'000);
    EXPECT_EQ(claim(), "") << jump;
  }
}

TEST_F(OutboxTest, ARestartOfTheMachineEndsEveryLease) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  clock.reboot();
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown);
  EXPECT_EQ(last.absent_after, clock.uptime_ms() + terms.settle);
}

// A system may file late what it got before the connection broke.
TEST_F(OutboxTest, OnlyALookThatBeginsLateEnoughCanSayThatNothingIsThere) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  clock.pass(10'000);
  ASSERT_TRUE(unknown(true));
  const std::int64_t settled = clock.uptime_ms() + terms.settle;
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.absent_after, settled);
  ASSERT_TRUE(unknown(false));
  clock.pass(terms.settle);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.absent_after, settled) << "looking does not begin the time anew";
}

TEST_F(OutboxTest, OfASenderThatDidNotComeBackTheTimeBeginsWithTheEndOfItsLease) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  const std::int64_t end = last.lease_until;
  clock.pass(terms.lease + 1000);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.absent_after, end + terms.settle);
}

TEST_F(OutboxTest, AnUnknownOutcomeIsLookedUpAtOnceAndThenEverLater) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(unknown(true));
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::unknown));
  for (const std::int64_t wait : {0, 1000, 2000, 4000}) {
    if (wait > 0) {
      clock.pass(wait - 1);
      EXPECT_EQ(claim(), "") << "a look-up that tells nothing must not be tried in a circle";
      clock.pass(1);
    }
    ASSERT_EQ(claim(), "m1") << wait;
    EXPECT_TRUE(last.unknown);
    ASSERT_TRUE(unknown(false));
  }
}

TEST_F(OutboxTest, WhoseLeaseRanOutCannotSettleAnyMore) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  const Claim first = last;
  clock.pass(terms.lease);
  ASSERT_EQ(claim(), "m1");
  for (const Outcome outcome : {Outcome::done, Outcome::again, Outcome::unknown, Outcome::stopped})
    EXPECT_FALSE(settle(settlement(first, outcome, "late")));
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::sending));
  EXPECT_TRUE(done()) << "it is the second's";
}

TEST_F(OutboxTest, AStoppedItemHoldsUpWhatBuildsOnItAndNothingElse) {
  enqueue("s1", "m1");
  enqueue("s1", "addendum", 1, "m1");
  enqueue("s1", "m2");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "http_400")));
  // The addendum keeps its place before m2, but nobody waits for it.
  EXPECT_EQ(claim(), "m2");
}

TEST_F(OutboxTest, APersonDecidesWhatHappensToAStoppedItem) {
  const auto stop = [&] { ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "http_400"))); };
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  stop();
  EXPECT_EQ(claim(), "");
  ASSERT_TRUE(decide(last.item.id, Decision::again));
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown) << "a person may have put it there meanwhile";
  stop();
  ASSERT_TRUE(decide(last.item.id, Decision::give_up));
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::dead));
  ASSERT_TRUE(decide(last.item.id, Decision::again)) << "giving up can be undone";
  ASSERT_EQ(claim(), "m1");
  stop();
  ASSERT_TRUE(decide(last.item.id, Decision::filed));
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::done));
}

// It was stopped, then entered in error: it must not come into the file after its withdrawal.
TEST_F(OutboxTest, WhatWasWithdrawnSinceIsNotSentAgain) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(unknown(true));
  ASSERT_EQ(claim(), "m1");
  const auto item = last.item.id;
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "two_entries_with_one_marker")));
  enqueue("s1", "m1", 0);
  EXPECT_EQ(decide(item, Decision::again).error().code, "delivery_not_stopped");
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.item.event_seq, 2);
}

TEST_F(OutboxTest, APersonDecidesNothingElse) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  for (const Decision decision : {Decision::again, Decision::give_up, Decision::filed}) {
    EXPECT_EQ(decide(last.item.id, decision).error().code, "delivery_not_stopped");
    EXPECT_EQ(decide(99, decision).error().status, HV_FAILED_PRECONDITION);
  }
}

TEST_F(OutboxTest, ADecisionAndWhatIsNotedOfItAreOneCommit) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "http_400")));
  {
    const auto broken_off = journal->begin();
    ASSERT_TRUE((*broken_off)->decide(last.item.id, Decision::filed));
  }
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::stopped));
  const auto refused = journal->begin();
  EXPECT_FALSE((*refused)->decide(99, Decision::filed));
  EXPECT_FALSE((*refused)->append("", Stream::system, new_id(), "{}")) << "nothing may follow";
  EXPECT_FALSE((*refused)->commit());
}

TEST_F(OutboxTest, DoneIsDone) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(done());
  EXPECT_FALSE(done());
  EXPECT_FALSE(unknown(true));
  EXPECT_EQ(claim(), "");
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::done));
}

TEST_F(OutboxTest, KeepsWhatWasFiledToCompareWith) {
  enqueue("s1", "m1");
  EXPECT_EQ(*journal->filed_entry("s1", "m1"), std::nullopt);
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(done());
  EXPECT_EQ(*journal->filed_entry("s1", "m1"), "entry of m1");
  EXPECT_EQ(*journal->filed_entry("s2", "m1"), std::nullopt);
}

TEST_F(OutboxTest, Counts) {
  for (const char* student : {"s1", "s2", "s3", "s4", "s5"}) {
    enqueue(student, std::string("m-") + student);
    clock.pass(1000);
  }
  ASSERT_EQ(claim(), "m-s1");
  ASSERT_TRUE(done());
  ASSERT_EQ(claim(), "m-s2");
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "http_400")));
  ASSERT_EQ(claim(), "m-s3");
  const Claim third = last;
  ASSERT_EQ(claim(), "m-s4");
  last = third;
  ASSERT_TRUE(unknown(true));
  const auto counts = journal->outbox_counts();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->done, 1);
  EXPECT_EQ(counts->dead, 0);
  EXPECT_EQ(counts->stopped, 1);
  EXPECT_EQ(counts->unknown, 1);
  EXPECT_EQ(counts->sending, 1);
  EXPECT_EQ(counts->queued, 1);
  EXPECT_EQ(counts->oldest_waiting, test_now + 2000);
}

TEST_F(OutboxTest, CountsWhatWaitsNoFurtherThanAsked) {
  EXPECT_EQ(*journal->count_waiting(3), 0);
  for (const char* marker : {"m1", "m2", "m3", "m4"}) enqueue("s1", marker);
  EXPECT_EQ(*journal->count_waiting(3), 3);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(*journal->count_waiting(9), 4) << "what is being sent waits, too";
  ASSERT_TRUE(done());
  EXPECT_EQ(*journal->count_waiting(9), 3);
}

TEST_F(OutboxTest, ListsWhatIsStoppedFirst) {
  enqueue("s1", "m1");
  enqueue("s2", "m2");
  ASSERT_EQ(claim(), "m1");
  ASSERT_EQ(claim(), "m2");
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "http_400")));
  const auto lines = journal->outbox_lines(10);
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_EQ(lines->at(0).marker, "m2");
  EXPECT_EQ(lines->at(0).student, "s2");
  EXPECT_EQ(lines->at(0).code, "http_400");
  EXPECT_EQ(lines->at(1).state, OutboxState::sending);
  EXPECT_EQ(journal->outbox_lines(1)->size(), 1U);
}

TEST_F(OutboxTest, TheDeliveryVersionGoesUpWithEveryChange) {
  std::int64_t before = *journal->delivery_version("s1");
  const auto went_up = [&] {
    const std::int64_t now = *journal->delivery_version("s1");
    const bool up = now > before;
    before = now;
    return up;
  };
  enqueue("s1", "m1");
  EXPECT_TRUE(went_up()) << "enqueue";
  claim();
  EXPECT_TRUE(went_up()) << "claim";
  ASSERT_TRUE(settle(settlement(last, Outcome::again)));
  EXPECT_TRUE(went_up()) << "again";
  claim();
  ASSERT_TRUE(unknown(true));
  EXPECT_TRUE(went_up()) << "unknown";
  claim();
  went_up();
  ASSERT_TRUE(settle(settlement(last, Outcome::stopped, "x")));
  EXPECT_TRUE(went_up()) << "stopped";
  ASSERT_TRUE(decide(last.item.id, Decision::filed));
  EXPECT_TRUE(went_up()) << "decided";
  enqueue("s2", "m2");
  EXPECT_FALSE(went_up()) << "another student's";
}

}  // namespace
}  // namespace homevisit::journal
