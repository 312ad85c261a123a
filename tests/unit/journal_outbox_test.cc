// The outbox: in order for each student, nothing sent twice, nothing forgotten.
#include <gmock/gmock.h>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;

constexpr std::int64_t lease = 60'000;

class OutboxTest : public JournalTest {
 protected:
  OutboxTest() : journal(make()) {}

  void enqueue(const std::string& student, const std::string& marker, int priority = 1) {
    auto transaction = journal->begin();
    ASSERT_TRUE(transaction);
    const auto seq = (*transaction)->append(student, Stream::dossier, new_id(), marker);
    ASSERT_TRUE(seq);
    OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.priority = priority;
    item.entry = "entry of " + marker;
    item.event_seq = *seq;
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }

  // The marker that is claimed; "" for none.
  std::string claim() {
    auto claimed = journal->claim(lease);
    EXPECT_TRUE(claimed) << (claimed ? "" : claimed.error().message);
    if (!claimed || !*claimed) return "";
    last = **claimed;
    return last.item.marker;
  }

  std::vector<OutboxState> states(const std::string& student) {
    std::vector<OutboxState> list;
    const auto deliveries = journal->deliveries(student);
    EXPECT_TRUE(deliveries);
    for (const Delivery& delivery : *deliveries) list.push_back(delivery.state);
    return list;
  }

  std::unique_ptr<Journal> journal;
  Journal::Claim last;
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
  ASSERT_TRUE(journal->done(last.item.id, "e1", "1"));
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
  EXPECT_EQ(claim(), "withdrawal");
}

TEST_F(OutboxTest, AWithdrawalGoesBeforeTheStudentsOtherEntries) {
  enqueue("s1", "visit");
  enqueue("s1", "withdrawal", 0);
  EXPECT_EQ(claim(), "withdrawal");
}

TEST_F(OutboxTest, WhatGoesFirstTakesAlongWhatItAmends) {
  enqueue("s1", "other");
  enqueue("s1", "visit");
  enqueue("s1", "visit", 0);
  ASSERT_EQ(claim(), "visit");
  EXPECT_EQ(last.item.event_seq, 2);
  ASSERT_TRUE(journal->done(last.item.id, "e1", "1"));
  ASSERT_EQ(claim(), "visit");
  EXPECT_EQ(last.item.event_seq, 3);
}

TEST_F(OutboxTest, WaitsUntilItsTime) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(journal->again(last.item.id, test_now + 5000, "http_503"));
  EXPECT_EQ(claim(), "");
  clock.set(test_now + 5000);
  ASSERT_EQ(claim(), "m1");
  EXPECT_EQ(last.item.attempts, 1);
  EXPECT_FALSE(last.unknown) << "what was not sent need not be looked up";
}

TEST_F(OutboxTest, AnExpiredLeaseMakesTheOutcomeUnknown) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  clock.set(test_now + lease - 1);
  EXPECT_EQ(claim(), "");
  clock.set(test_now + lease);
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown);
}

TEST_F(OutboxTest, AnUnknownOutcomeIsLookedUpAtOnceAndThenEverLater) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(journal->unknown(last.item.id, "timeout"));
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::unknown));
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown);
  ASSERT_TRUE(journal->unknown(last.item.id, "timeout"));
  EXPECT_EQ(claim(), "") << "a look-up that fails must not be tried in a circle";
  clock.set(test_now + 1000);
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(last.unknown);
}

TEST_F(OutboxTest, ADeadItemHoldsUpNothing) {
  enqueue("s1", "m1");
  enqueue("s1", "m2");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(journal->dead(last.item.id, "http_400"));
  EXPECT_EQ(claim(), "m2");
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::dead, OutboxState::sending));
}

TEST_F(OutboxTest, APersonMayRevive) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(journal->dead(last.item.id, "http_400"));
  ASSERT_TRUE(journal->again(last.item.id, 0, ""));
  EXPECT_EQ(claim(), "m1");
}

TEST_F(OutboxTest, DoneIsDone) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  ASSERT_TRUE(journal->done(last.item.id, "e1", "1"));
  EXPECT_EQ(claim(), "");
  EXPECT_EQ(journal->again(last.item.id, 0, "x").error().status, HV_NOT_FOUND);
  EXPECT_EQ(journal->unknown(last.item.id, "x").error().status, HV_NOT_FOUND);
  EXPECT_EQ(journal->dead(last.item.id, "x").error().status, HV_NOT_FOUND);
  EXPECT_THAT(states("s1"), ElementsAre(OutboxState::done));
}

TEST_F(OutboxTest, ALateAnswerStillCounts) {
  enqueue("s1", "m1");
  ASSERT_EQ(claim(), "m1");
  const auto id = last.item.id;
  clock.set(test_now + lease);
  ASSERT_EQ(claim(), "m1");
  EXPECT_TRUE(journal->done(id, "e1", "1"));
}

TEST_F(OutboxTest, RefusesAnItemThatIsNotThere) {
  EXPECT_EQ(journal->done(99, "e", "1").error().status, HV_NOT_FOUND);
}

TEST_F(OutboxTest, Counts) {
  for (const char* student : {"s1", "s2", "s3", "s4", "s5"}) {
    enqueue(student, std::string("m-") + student);
    clock.set(clock.now_ms() + 1000);
  }
  ASSERT_EQ(claim(), "m-s1");
  ASSERT_TRUE(journal->done(last.item.id, "e", "1"));
  ASSERT_EQ(claim(), "m-s2");
  ASSERT_TRUE(journal->dead(last.item.id, "http_400"));
  ASSERT_EQ(claim(), "m-s3");
  const auto third = last.item.id;
  ASSERT_EQ(claim(), "m-s4");
  ASSERT_TRUE(journal->unknown(third, "timeout"));
  const auto counts = journal->outbox_counts();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->done, 1);
  EXPECT_EQ(counts->dead, 1);
  EXPECT_EQ(counts->unknown, 1);
  EXPECT_EQ(counts->sending, 1);
  EXPECT_EQ(counts->queued, 1);
  EXPECT_EQ(counts->oldest_waiting, test_now + 2000);
  EXPECT_EQ(counts->last_error, "timeout");
}

TEST_F(OutboxTest, ASuccessClearsTheLastError) {
  enqueue("s1", "m1");
  claim();
  ASSERT_TRUE(journal->again(last.item.id, 0, "http_503"));
  claim();
  ASSERT_TRUE(journal->done(last.item.id, "e", "1"));
  EXPECT_EQ(journal->outbox_counts()->last_error, "");
  EXPECT_EQ(journal->outbox_counts()->oldest_waiting, 0);
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
  ASSERT_TRUE(journal->again(last.item.id, 0, "x"));
  EXPECT_TRUE(went_up()) << "again";
  claim();
  ASSERT_TRUE(journal->unknown(last.item.id, "x"));
  EXPECT_TRUE(went_up()) << "unknown";
  claim();
  went_up();
  ASSERT_TRUE(journal->dead(last.item.id, "x"));
  EXPECT_TRUE(went_up()) << "dead";
  ASSERT_TRUE(journal->done(last.item.id, "e", "1"));
  EXPECT_TRUE(went_up()) << "done";
  enqueue("s2", "m2");
  EXPECT_FALSE(went_up()) << "another student's";
}

using DraftTest = JournalTest;

TEST_F(DraftTest, IsKeptPerOwnerStudentAndForm) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  ASSERT_TRUE(journal->put_draft("t1", "s1", "answer", "two"));
  ASSERT_TRUE(journal->put_draft("t2", "s1", "record", "three"));
  const auto draft = journal->draft("t1", "s1", "record");
  ASSERT_TRUE(draft && draft->has_value());
  EXPECT_EQ((*draft)->body, "one");
  EXPECT_EQ((*draft)->saved_at, test_now);
  EXPECT_FALSE(journal->draft("t1", "s2", "record")->has_value());
  EXPECT_EQ((*journal->draft("t2", "s1", "record"))->body, "three");
}

TEST_F(DraftTest, TheLastOneCounts) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  clock.set(test_now + 1);
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "two"));
  EXPECT_EQ((*journal->draft("t1", "s1", "record"))->body, "two");
  EXPECT_EQ((*journal->draft("t1", "s1", "record"))->saved_at, test_now + 1);
}

TEST_F(DraftTest, GoesWithTheEventThatItBecame) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->remove_draft("t1", "s1", "record"));
  }
  EXPECT_TRUE(journal->draft("t1", "s1", "record")->has_value()) << "not committed";
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->remove_draft("t1", "s1", "record"));
  ASSERT_TRUE((*transaction)->commit());
  EXPECT_FALSE(journal->draft("t1", "s1", "record")->has_value());
}

TEST_F(DraftTest, CanBeThrownAway) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  ASSERT_TRUE(journal->remove_draft("t1", "s1", "record"));
  EXPECT_FALSE(journal->draft("t1", "s1", "record")->has_value());
  EXPECT_TRUE(journal->remove_draft("t1", "nobody", "record")) << "nothing to throw away is fine";
}

}  // namespace
}  // namespace homevisit::journal
