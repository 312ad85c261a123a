// Backups where the machine fails them: kill -9, a full disk, two at once, and somebody who writes
// all the while.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <functional>
#include <random>

#include "backup_test.h"

namespace homevisit::backup {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using BackupFault = BackupTest;

int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST_F(BackupFault, AKilledBackupLeavesTheFolderUsableAndOlderCopiesWhole) {
  constexpr int rounds = 40;
  make();
  std::mt19937 random(20261122);
  std::int64_t acknowledged = 0;
  int unfinished_rounds = 0;
  for (int round = 0; round < rounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto journal = journal::Journal::open(options);
      if (!journal) ::_exit(1);
      while (true) {
        add_events(**journal, 30);
        if (::write(ends[1], "a", 1) != 1) ::_exit(2);
        const auto written = write(**journal, options, copies, 3, false, control);
        if (!written) ::_exit(3);
        if (::write(ends[1], "b", 1) != 1) ::_exit(2);
      }
    }
    ::close(ends[1]);
    // Killed some time into a backup: the work begins with the first byte.
    std::string said(1, '\0');
    ASSERT_EQ(::read(ends[0], said.data(), 1), 1);
    ::usleep(std::uniform_int_distribution<useconds_t>(0, 60'000)(random));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "round " << round << ": " << WEXITSTATUS(status);
    for (char c; ::read(ends[0], &c, 1) == 1;) said += c;
    ::close(ends[0]);
    acknowledged += std::ranges::count(said, 'b');
    unfinished_rounds += said.back() == 'a' ? 1 : 0;

    if (acknowledged == 0) continue;
    const auto listed = list(options, copies);
    ASSERT_TRUE(listed) << listed.error().message;
    EXPECT_THAT(listed->problems, IsEmpty());
    ASSERT_FALSE(listed->generations.empty());
    EXPECT_GE(listed->generations.back().number, acknowledged) << "what was said to be copied is";
    if (round % 8 == 0) {
      EXPECT_THAT(check().problems, IsEmpty()) << "round " << round;
    }
  }
  EXPECT_GT(unfinished_rounds, rounds / 4) << "it was killed while it worked";

  auto journal = open();
  back_up(*journal, 2);
  EXPECT_THAT(check().problems, IsEmpty());
  const auto listed = list(options, copies);
  ASSERT_EQ(listed->generations.size(), 2U);
  std::set<crypto::Digest> used;
  for (const Generation& one : listed->generations)
    used.insert(one.blocks.begin(), one.blocks.end());
  EXPECT_EQ(files().size(), used.size() + 3) << "no remnant is left";
  EXPECT_THAT(names_beside_journal(), Not(testing::Contains(HasSubstr(".copy-"))));
  const std::string hash = verify(*journal).last_hash;
  EXPECT_EQ(verify(*restore_elsewhere()).last_hash, hash);
}

// A limit on the size of files stands for the full disk. It is set once the private copy is made.
TEST_F(BackupFault, AFullDiskIsSaidAndOlderCopiesStayWhole) {
  auto made = make();
  add_events(*made, 100);
  back_up(*made);
  add_events(*made, 100);
  made.reset();
  const int outcome = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const auto journal = journal::Journal::open(options);
    if (!journal) return 100;
    control.progress = [](const char* phase, std::uint64_t done, std::uint64_t) {
      const rlimit limit{20'000, 20'000};
      if (std::string(phase) == "backup" && done == 2) ::setrlimit(RLIMIT_FSIZE, &limit);
    };
    const auto written = write(**journal, options, copies, 30, false, control);
    if (written) return 101;
    return written.error().code == "backup_disk_full" && written.error().retryable ? 0 : 102;
  });
  EXPECT_EQ(outcome, 0);
  EXPECT_EQ(check().generations, 1);
  EXPECT_THAT(check().problems, IsEmpty());
  auto journal = open();
  EXPECT_EQ(back_up(*journal).generation.number, 2) << "with room again";
  EXPECT_THAT(check().problems, IsEmpty());
}

TEST_F(BackupFault, AFullDiskBesideTheJournalIsSaidAndTheJournalGoesOn) {
  add_events(*make(), 100);
  const int outcome = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const auto journal = journal::Journal::open(options);
    if (!journal) return 100;
    const rlimit limit{30'000, 30'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto written = write(**journal, options, copies, 30, false, control);
    return !written && written.error().status == HV_RESOURCE_EXHAUSTED ? 0 : 101;
  });
  EXPECT_EQ(outcome, 0);
  auto journal = open();
  append(*journal, "s1", "and goes on");
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
  for (const std::string& name : names_beside_journal())
    EXPECT_THAT(name, Not(HasSubstr(".copy-")));
}

// The writer's patience is zero: were it ever to wait for a backup, it would be refused.
TEST_F(BackupFault, WhoWritesAllTheWhileIsNeverRefusedNorWaits) {
  add_events(*make(), 500);
  int go_on[2];
  ASSERT_EQ(::pipe2(go_on, O_NONBLOCK), 0);
  const pid_t writer = ::fork();
  ASSERT_GE(writer, 0);
  if (writer == 0) {
    ::close(go_on[1]);
    options.busy_timeout_ms = 0;
    auto journal = journal::Journal::open(options);
    char end = 0;
    for (int n = 0; journal && ::read(go_on[0], &end, 1) != 0; ++n) {
      auto transaction = (*journal)->begin();
      if (!transaction) ::_exit(10);
      if (!(*transaction)
               ->append("s" + std::to_string(n % 5), journal::Stream::dossier, new_id(), "x"))
        ::_exit(11);
      if (!(*transaction)->commit()) ::_exit(12);
    }
    ::_exit(journal ? 0 : 13);
  }
  ::close(go_on[0]);
  auto journal = open();
  std::int64_t last = 0;
  int moved = 0;
  for (int i = 0; i < 12; ++i) {
    const Written written = back_up(*journal, 3);
    moved += written.generation.end.events > last ? 1 : 0;
    last = written.generation.end.events;
  }
  EXPECT_THAT(check().problems, IsEmpty()) << "each copy is of one moment";
  ::close(go_on[1]);
  int status = 0;
  ::waitpid(writer, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_GT(moved, 6) << "it wrote all the while";
}

TEST_F(BackupFault, TwoAtOnceAreOneAfterTheOther) {
  add_events(*make(), 200);
  const auto worker = [&] {
    auto journal = journal::Journal::open(options);
    if (!journal) return 100;
    int done = 0;
    for (int i = 0; i < 200 && done < 8; ++i) {
      add_events(**journal, 1);
      const auto written = write(**journal, options, copies, 2, false, control);
      if (!written && written.error().code != "backup_running") return 101;
      if (written && !written->problems.empty()) return 102;
      done += written ? 1 : 0;
      if (!written) ::usleep(2000);
    }
    return done == 8 ? 0 : 103;
  };
  options.busy_timeout_ms = 20'000;
  const pid_t other = ::fork();
  if (other == 0) ::_exit(worker());
  EXPECT_EQ(in_child(worker), 0);
  int status = 0;
  ::waitpid(other, &status, 0);
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
  const auto listed = list(options, copies);
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->generations.back().number, 16) << "none took another's number";
  EXPECT_THAT(check().problems, IsEmpty());
}

}  // namespace
}  // namespace homevisit::backup
