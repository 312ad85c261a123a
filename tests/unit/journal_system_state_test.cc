// A system in trouble is left alone, by all processes, and its end is noticed by one trial.
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using Outcome = Settlement::Outcome;
using System = Settlement::System;

class SystemStateTest : public JournalTest {
 protected:
  SystemStateTest() : journal(make()), other(open()) {
    for (int i = 0; i < 9; ++i) enqueue("s" + std::to_string(i));
  }

  void enqueue(const std::string& student) {
    auto transaction = journal->begin();
    ASSERT_TRUE(transaction);
    OutboxItem item;
    item.student = student;
    item.marker = "m-" + student;
    item.entry = "{}";
    item.event_seq = *(*transaction)->append(student, Stream::dossier, new_id(), "{}");
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }

  std::optional<Claim> claim(Journal& by) {
    auto claimed = by.claim(terms);
    EXPECT_TRUE(claimed);
    return claimed ? *claimed : std::nullopt;
  }
  void settle(const Claim& claim, Outcome outcome, System system, std::int64_t retry_after = -1) {
    Settlement s;
    s.item = claim.item.id;
    s.attempt = claim.attempt();
    s.outcome = outcome;
    s.code = system == System::well ? "" : "http_unreachable";
    s.system = system;
    s.retry_after = retry_after;
    ASSERT_TRUE(journal->settle(terms, s));
  }
  // How long it takes until an item is given out again.
  std::int64_t pause() {
    std::int64_t waited = 0;
    for (; waited < 86'400'000; waited += 1000, clock.pass(1000)) {
      if (const auto next = claim(*other)) {
        trial = *next;
        break;
      }
    }
    return waited;
  }

  DeliveryTerms terms;
  std::unique_ptr<Journal> journal, other;
  Claim trial;
};

TEST_F(SystemStateTest, TroublePausesTheWholeSystemForAllProcessesEverLonger) {
  trial = *claim(*journal);
  for (const std::int64_t minutes : {1, 2, 4, 8, 15, 15}) {
    settle(trial, Outcome::again, System::trouble);
    EXPECT_EQ(pause(), minutes * 60'000);
    EXPECT_EQ(trial.item.marker, "m-s0") << "the oldest keeps its place";
  }
  EXPECT_EQ(journal->system_state()->failures, 6);
  EXPECT_EQ(journal->system_state()->trouble_since, test_now);
  EXPECT_EQ(journal->system_state()->code, "http_unreachable");
}

TEST_F(SystemStateTest, ASystemSaysItselfHowLongToWait) {
  settle(*claim(*journal), Outcome::again, System::trouble, 7000);
  EXPECT_EQ(pause(), 7000);
}

TEST_F(SystemStateTest, NobodyWaitsForEverBecauseASystemSaysSo) {
  settle(*claim(*journal), Outcome::again, System::trouble, 30LL * 86'400'000);
  EXPECT_EQ(pause(), terms.wait_most);
}

TEST_F(SystemStateTest, AfterAPauseOneItemIsTheTrial) {
  settle(*claim(*journal), Outcome::again, System::trouble);
  pause();
  EXPECT_EQ(claim(*journal), std::nullopt) << "the others wait for the trial";
  settle(trial, Outcome::done, System::well);
  EXPECT_NE(claim(*journal), std::nullopt);
  EXPECT_EQ(journal->system_state()->failures, 0);
  EXPECT_EQ(journal->system_state()->trouble_since, 0);
  EXPECT_EQ(journal->system_state()->last_success, clock.now_ms());
}

TEST_F(SystemStateTest, ATrialThatDoesNotComeBackHoldsNobodyUpForEver) {
  settle(*claim(*journal), Outcome::again, System::trouble);
  pause();
  clock.pass(terms.lease + 1000);
  EXPECT_NE(claim(*journal), std::nullopt);
}

TEST_F(SystemStateTest, OneDoubtIsNotTroubleButThreeOnEndAre) {
  for (int i = 0; i < 3; ++i) {
    const auto next = claim(*journal);
    ASSERT_NE(next, std::nullopt) << i;
    settle(*next, Outcome::stopped, System::doubtful);
  }
  EXPECT_EQ(claim(*journal), std::nullopt);
}

// One that fails while all others are filed is not the system's fault.
TEST_F(SystemStateTest, AnEntryThatAloneFailsTenTimesWaitsForAPerson) {
  for (int i = 0; i < 10; ++i) {
    const auto bad = claim(*journal);
    ASSERT_EQ(bad->item.marker, "m-s0") << i;
    settle(*bad, Outcome::again, System::doubtful);
    const auto same = claim(*journal);
    if (same->item.marker == "m-s0") {  // not its turn yet: another goes well
      settle(*same, Outcome::again, System::well);
    } else {
      settle(*same, Outcome::done, System::well);
    }
  }
  EXPECT_EQ(journal->outbox_counts()->stopped, 1);
  EXPECT_EQ(journal->outbox_lines(1)->at(0).marker, "m-s0");
}

// In a quiet hour one entry alone makes the system look as if it were in trouble: the trial after
// the pause is another, or nothing would ever be filed again.
TEST_F(SystemStateTest, AnEntryThatFailsAtEachTrialDoesNotHoldUpTheRest) {
  for (int hours = 0; hours < 12 * 60 && journal->outbox_counts()->done < 8; ++hours) {
    clock.pass(60'000);
    while (const auto next = claim(*journal)) {
      const bool bad = next->item.marker == "m-s0";
      settle(*next, bad ? Outcome::again : Outcome::done, bad ? System::doubtful : System::well);
      if (bad) break;
    }
  }
  EXPECT_EQ(journal->outbox_counts()->done, 8);
}

TEST_F(SystemStateTest, AnOutageIsNoFaultOfAnEntry) {
  for (int i = 0; i < 30; ++i) {
    settle(i == 0 ? *claim(*journal) : trial, Outcome::again, System::trouble);
    pause();
  }
  EXPECT_EQ(journal->outbox_counts()->stopped, 0);
}

TEST_F(SystemStateTest, AClockThatWasSetBackEndsThePause) {
  clock.set(test_now + 21 * 86'400'000LL);
  settle(*claim(*journal), Outcome::again, System::trouble);
  clock.set(test_now);
  EXPECT_NE(claim(*journal), std::nullopt);
}

}  // namespace
}  // namespace homevisit::journal
