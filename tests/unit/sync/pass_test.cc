// Each task is done by one process, and one that crashes holds up nothing for long.
#include "sync/pass.h"

#include "journal_test.h"

namespace homevisit::sync {
namespace {

class PassTest : public journal::JournalTest {
 protected:
  PassTest() : journal(make()) {}

  Task task(std::function<Status(const CallControl&)> run) {
    return {"roster", [this](const journal::SyncTask&, std::int64_t) { return due; },
            [run = std::move(run)](const CallControl& control, TaskNote&) { return run(control); }};
  }
  std::vector<TaskDone> pass(const Task& one, const CallControl& control = {}) {
    auto done = run_due(*journal, {one}, clock, control);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? std::move(done).value() : std::vector<TaskDone>();
  }
  journal::SyncTask row() { return task_row(*journal->sync_tasks(), "roster"); }
  static Error away() { return {HV_UNAVAILABLE, "http_not_sent", "It takes no connection."}; }

  std::unique_ptr<journal::Journal> journal;
  std::int64_t due = 0;
  int runs = 0;
  const Task good = task([this](const CallControl&) {
    ++runs;
    return ok();
  });
};

TEST_F(PassTest, DoesWhatIsDueAndRemembersWhen) {
  EXPECT_EQ(pass(good).size(), 1U);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(row().succeeded_at, clock.now_ms());
  EXPECT_FALSE(row().running);
  due = clock.now_ms() + 1;
  EXPECT_TRUE(pass(good).empty());
  EXPECT_EQ(runs, 1);
}

TEST_F(PassTest, CountsFailuresUntilItGoesWell) {
  const Task bad = task([](const CallControl&) -> Status { return away(); });
  EXPECT_FALSE(pass(bad).at(0).status.ok());
  pass(bad);
  EXPECT_EQ(row().failures, 2);
  EXPECT_EQ(row().code, "http_not_sent");
  EXPECT_EQ(row().succeeded_at, 0);
  pass(good);
  EXPECT_EQ(row().failures, 0);
  EXPECT_EQ(row().code, "");
}

// A long task is done in pieces.
TEST_F(PassTest, WhatHasNotComeToItsEndGoesOnFromWhereItWas) {
  std::vector<std::string> notes;
  Task pieces = good;
  pieces.run = [&](const CallControl&, TaskNote& note) {
    notes.push_back(note.text);
    note.text += "piece ";
    note.more = notes.size() < 3;
    return ok();
  };
  EXPECT_TRUE(pass(pieces).at(0).more);
  EXPECT_EQ(row().succeeded_at, 0) << "it is due as it was";
  EXPECT_FALSE(row().running) << "others may go on with it";
  EXPECT_TRUE(pass(pieces).at(0).more);
  EXPECT_FALSE(pass(pieces).at(0).more);
  EXPECT_EQ(notes, (std::vector<std::string>{"", "piece ", "piece piece "}));
  EXPECT_EQ(row().succeeded_at, clock.now_ms());
  EXPECT_EQ(row().note, "piece piece piece ");
}

TEST_F(PassTest, AFailureKeepsWhatWasNoted) {
  Task task = good;
  task.run = [](const CallControl&, TaskNote& note) {
    note = {"half", true};
    return ok();
  };
  pass(task);
  task.run = [](const CallControl&, TaskNote& note) -> Status {
    note.text = "nothing of this holds";
    return away();
  };
  pass(task);
  EXPECT_EQ(row().note, "half");
  EXPECT_EQ(row().failures, 1);
}

TEST_F(PassTest, OfThoseWhoMakePassesTheOneThatStaysIsSeen) {
  const auto seen = [this] { return task_row(*journal->sync_tasks(), life); };
  const auto show = [this](Life how) { ASSERT_TRUE(show_life(*journal, clock, how)); };
  show(Life::once);
  EXPECT_FALSE(seen().running);
  EXPECT_EQ(seen().code, lived_once);
  EXPECT_EQ(seen().started_at, clock.now_ms());
  show(Life::stays);
  EXPECT_TRUE(seen().running);
  EXPECT_EQ(seen().code, "");
  clock.pass(60'000);
  show(Life::once);
  EXPECT_TRUE(seen().running) << "it stays, whoever passes by";
  EXPECT_EQ(seen().code, "");
  show(Life::ends);
  EXPECT_FALSE(seen().running) << "at once, not when its lease ends";
  show(Life::stays);
  clock.pass(90'000);
  EXPECT_FALSE(seen().running) << "it was killed";
}

TEST_F(PassTest, LeavesWhatAnotherProcessDoes) {
  const auto other = open();
  const Task outer = task([&](const CallControl&) {
    ++runs;
    EXPECT_TRUE(run_due(*other, {good}, clock, CallControl())->empty());
    return ok();
  });
  pass(outer);
  EXPECT_EQ(runs, 1);
}

TEST_F(PassTest, ATaskThatAnotherBeganAndEndedSinceItWasLookedAtIsNotDoneAgain) {
  ASSERT_TRUE(*journal->begin_sync_task("roster", 0, 1000));
  ASSERT_TRUE(journal->end_sync_task("roster", 1, ""));
  EXPECT_FALSE(*journal->begin_sync_task("roster", 0, 1000));
  EXPECT_TRUE(*journal->begin_sync_task("roster", 1, 1000));
}

TEST_F(PassTest, AfterACrashAnotherDoesItWhenTheLeaseHasEnded) {
  ASSERT_TRUE(*journal->begin_sync_task("roster", 0, 600'000));
  EXPECT_TRUE(pass(good).empty());
  clock.set(clock.now_ms() + 86'400'000);  // the clock does not end a lease
  EXPECT_TRUE(pass(good).empty());
  clock.pass(600'000);
  EXPECT_EQ(pass(good).size(), 1U);
}

TEST_F(PassTest, AfterARestartOfTheMachineNothingIsHeld) {
  ASSERT_TRUE(*journal->begin_sync_task("roster", 0, 600'000));
  clock.reboot();
  EXPECT_EQ(pass(good).size(), 1U);
}

TEST_F(PassTest, WhoComesBackLateEndsNobodyElsesRun) {
  ASSERT_TRUE(*journal->begin_sync_task("roster", 0, 1000));
  clock.pass(1000);
  ASSERT_TRUE(*journal->begin_sync_task("roster", 1, 1000));
  ASSERT_TRUE(journal->end_sync_task("roster", 1, "http_lost"));
  EXPECT_TRUE(row().running);
  EXPECT_EQ(row().failures, 0);
}

TEST_F(PassTest, LongWorkHoldsItsTask) {
  const auto other = open();
  const Task slow = task([&](const CallControl& control) {
    for (int i = 0; i < 10; ++i) {
      clock.pass(300'000);
      control.report("students", static_cast<std::uint64_t>(i), 0);
      EXPECT_TRUE(run_due(*other, {good}, clock, CallControl())->empty()) << i;
    }
    return ok();
  });
  pass(slow);
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(row().failures, 0);
}

TEST_F(PassTest, StoppedOnRequestIsNoFailureAndBeginsAnewAtOnce) {
  CallControl control;
  const Task stopped = task([&](const CallControl& inner) -> Status {
    control.cancelled = 1;
    return inner.check();
  });
  EXPECT_FALSE(pass(stopped, control).at(0).status.ok());
  EXPECT_EQ(row().failures, 0);
  EXPECT_EQ(pass(good).size(), 1U);
}

TEST_F(PassTest, ASystemThatAskedForPeaceHasIt) {
  journal::Settlement away;
  away.system = journal::Settlement::System::trouble;
  away.code = "http_not_sent";
  ASSERT_TRUE(journal->settle(journal::DeliveryTerms(), away));
  EXPECT_TRUE(pass(good).empty());
  clock.pass(60'000);
  EXPECT_EQ(pass(good).size(), 1U);
}

TEST_F(PassTest, TheNextMomentIsThatOfTheEarliestTask) {
  due = clock.now_ms() + 5000;
  const Task later{"entries", [this](const journal::SyncTask&, std::int64_t) { return due + 1; },
                   [](const CallControl&, TaskNote&) { return ok(); }};
  EXPECT_EQ(*next_due(*journal, {later, good}, clock), due);
  due = 17;
  EXPECT_EQ(*next_due(*journal, {good}, clock), clock.now_ms()) << "never in the past";
}

TEST_F(PassTest, AProcessThatStaysIsSeenForAMinuteAndAHalf) {
  const auto lives = [this] { return task_row(*journal->sync_tasks(), life).running; };
  EXPECT_FALSE(lives());
  ASSERT_TRUE(show_life(*journal, clock, Life::stays));
  EXPECT_TRUE(lives());
  clock.pass(89'000);
  EXPECT_TRUE(lives());
  clock.pass(1000);
  EXPECT_FALSE(lives());
}

TEST_F(PassTest, ALookInTwoSecondsWritesNothing) {
  ASSERT_TRUE(show_life(*journal, clock, Life::stays));
  due = clock.now_ms() + 3'600'000;
  const std::int64_t before = *journal->version();
  for (int i = 0; i < 10; ++i) {
    clock.pass(2000);
    ASSERT_TRUE(show_life(*journal, clock, Life::stays));
    pass(good);
  }
  EXPECT_EQ(*journal->version(), before);
}

}  // namespace
}  // namespace homevisit::sync
