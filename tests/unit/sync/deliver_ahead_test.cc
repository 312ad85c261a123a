// While one is answered the ones before are settled and the next is taken.
#include "deliver_test.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace homevisit::sync {
namespace {

using testing::ElementsAre;

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

}  // namespace
}  // namespace homevisit::sync
