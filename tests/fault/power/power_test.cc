// The power fails, at every sync and at random calls in between: nothing that was acknowledged is
// gone or half there, and nothing that may have been sent looks as if it had not been.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <cstdio>
#include <filesystem>

#include "crypto/master_key.h"
#include "power/life.h"

namespace power {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

// SQLite moves its log into the file after a thousand pages: too rare to be struck. Applies to
// every connection that is opened from now on.
int checkpoint_pages = 1000;
bool syncs_less = false;

int leave_synchronous_alone(void*, int action, const char* name, const char*, const char*,
                            const char*) {
  const bool sets = action == SQLITE_PRAGMA && std::string_view(name) == "synchronous";
  return sets ? SQLITE_IGNORE : SQLITE_OK;
}

int set_up(sqlite3* connection, const char**, const void*) {
  sqlite3_wal_autocheckpoint(connection, checkpoint_pages);
  if (syncs_less) {
    sqlite3_exec(connection, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
    sqlite3_set_authorizer(connection, leave_synchronous_alone, nullptr);
  }
  return SQLITE_OK;
}

struct Sum {
  std::int64_t seeds = 0, acknowledged = 0, looked_up = 0;
  std::vector<std::string> wrong;
  Losses disk;

  void add(Life& life) {
    ++seeds;
    acknowledged += life.acknowledged();
    looked_up += life.looked_up();
    wrong.insert(wrong.end(), life.losses().begin(), life.losses().end());
    const Losses& more = life.drive().losses();
    disk.power += more.power;
    disk.kept += more.kept;
    disk.dropped += more.dropped;
    disk.torn += more.torn;
    disk.names += more.names;
  }
  void print(const char* what) const {
    std::printf(
        "[ figures  ] %s: %ld seeds, %ld power losses, %ld acknowledgements, %ld claims looked up; "
        "of what was not synced %ld kept, %ld dropped, %ld torn, %ld names lost; losses %zu\n",
        what, seeds, disk.power, acknowledged, looked_up, disk.kept, disk.dropped, disk.torn,
        disk.names, wrong.size());
  }
};

class Power : public testing::Test {
 protected:
  Power() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(set_up)); }
  ~Power() override {
    sqlite3_reset_auto_extension();
    checkpoint_pages = 1000;
    syncs_less = false;
  }

  // Eight failures, each after some dozens of calls, in the life of one journal.
  static void live(unsigned seed, Sum& sum, bool lies = false) {
    constexpr int pages[] = {1, 4, 16, 1000};
    checkpoint_pages = pages[seed % 4];
    Life life(seed);
    std::mt19937 random(seed * 7919 + 1);
    life.begin();
    life.drive().lie(lies);
    for (int failure = 0; failure < 8 && life.opens() && life.losses().empty(); ++failure) {
      life.drive().fail_at(1 + random() % 200);
      life.work(1000);
      life.fail_and_compare();
    }
    sum.add(life);
    if (lies || syncs_less) return;
    EXPECT_THAT(life.losses(), IsEmpty()) << "seed " << seed;
  }
};

TEST_F(Power, FailingAtRandomLosesNothingAcknowledged) {
  Sum sum;
  for (unsigned seed = 1; seed <= 300 && !HasFailure(); ++seed) live(seed, sum);
  sum.print("power fails at random calls");
  EXPECT_GT(sum.looked_up, 1000);
  EXPECT_GT(sum.disk.power, 2000);
  EXPECT_GT(sum.disk.dropped, 1000);
  EXPECT_GT(sum.disk.torn, 1000);
}

// The same work, in which the power fails at each sync, and just after it, in turn.
TEST_F(Power, FailingAtEverySyncLosesNothingAcknowledged) {
  constexpr int steps = 60;
  checkpoint_pages = 8;
  std::vector<std::int64_t> calls;
  {
    Life whole(1);
    whole.begin();
    whole.drive().fail_at(0);
    whole.work(steps);
    for (const std::int64_t sync : whole.drive().syncs()) {
      calls.push_back(sync);
      calls.push_back(sync + 1);
    }
    ASSERT_THAT(whole.losses(), IsEmpty());
  }
  ASSERT_GT(calls.size(), 100U);
  Sum sum;
  for (const std::int64_t call : calls) {
    Life life(1);
    life.begin();
    life.drive().fail_at(call);
    life.work(steps);
    life.fail_and_compare();
    life.work(5);
    sum.add(life);
    ASSERT_THAT(life.losses(), IsEmpty()) << "at call " << call;
  }
  sum.print("power fails at and after every sync");
}

// Would the tests above notice? A disk that does not do what it says loses something.
TEST_F(Power, ADiskThatLiesIsFoundOut) {
  Sum sum;
  for (unsigned seed = 1; seed <= 10; ++seed) live(seed, sum, true);
  sum.print("the disk lies about syncing");
  EXPECT_THAT(sum.wrong, Contains(HasSubstr(" events, was told of ")));
}

// What the journal pays for: with the setting that is usual for a write-ahead log, events are lost,
// and what was sent waits as if it had not been.
TEST_F(Power, AJournalThatSyncsLessIsFoundOut) {
  syncs_less = true;
  Sum sum;
  for (unsigned seed = 1; seed <= 50; ++seed) live(seed, sum);
  sum.print("synchronous=NORMAL");
  EXPECT_THAT(sum.wrong, Contains(HasSubstr(" events, was told of ")));
}

// Key and journal, each in a folder that is synced apart: whoever was told that they were made has
// them, and nobody ever has a half of one.
TEST_F(Power, MakingAJournalGivesAWholeOneOrNone) {
  Losses losses;
  std::int64_t tries = 0, made_all = 0;
  constexpr unsigned seeds = 10;
  bool over = false;
  for (std::int64_t call = 1; !over; ++call) {
    over = true;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
      const journal::TestFolder folder;
      Drive drive(fs::path(folder.file("x")).parent_path());
      const machine::Watching watching(drive);
      journal::Options options;
      options.path = folder.file("journal.db");
      options.system = "local";
      const std::string key_file = folder.file("master.key");
      std::mt19937 random(seed);
      drive.fail_at(call);
      bool key_told = false, told = false;
      if (homevisit::crypto::create_key_file(key_file, homevisit::system_random())) {
        key_told = true;
        if (auto key = homevisit::crypto::read_key_file(key_file)) {
          options.master_key = *std::move(key);
          told = journal::Journal::create(options).ok();
        }
      }
      if (!drive.failed()) {
        ++made_all;
        ASSERT_TRUE(told);
      } else {
        over = false;
      }
      drive.restore(random);
      ++tries;
      losses.dropped += drive.losses().dropped + drive.losses().torn;
      losses.names += drive.losses().names;

      const auto key = homevisit::crypto::read_key_file(key_file);
      EXPECT_TRUE(key || !fs::exists(key_file)) << "half a key, call " << call;
      EXPECT_TRUE(key || !key_told) << "no key, call " << call << ", seed " << seed;
      if (told) {
        EXPECT_TRUE(fs::exists(options.path)) << "no journal, call " << call;
      }
      if (!fs::exists(options.path)) continue;
      ASSERT_TRUE(key) << "a journal without its key, call " << call << ", seed " << seed;
      options.master_key = *key;
      const auto opened = journal::Journal::open(options);
      ASSERT_TRUE(opened) << opened.error().message << ", call " << call << ", seed " << seed;
    }
  }
  std::printf(
      "[ figures  ] power fails while a journal is made: %ld power losses, %ld writes dropped or "
      "torn, %ld names lost; halves 0\n",
      tries - made_all, losses.dropped, losses.names);
  EXPECT_EQ(made_all, seeds);
}

}  // namespace
}  // namespace power
