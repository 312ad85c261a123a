// The way back: all of it or nothing, and nothing is filed twice because of it.
#include <gmock/gmock.h>

#include <map>
#include <optional>

#include "backup_test.h"
#include "crypto/master_key.h"

namespace homevisit::backup {
namespace {

using journal::Stream;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BackupRestore : public BackupTest {
 protected:
  // All that the journal says, in one text.
  std::string everything(journal::Journal& journal) {
    std::string text;
    const auto add = [&](const std::string& student) {
      for (const Stream stream : {Stream::dossier, Stream::access, Stream::system}) {
        const auto events = journal.events(student, stream);
        if (!events) {
          text += student + ": " + events.error().code + "\n";
          continue;
        }
        for (const journal::Event& event : *events)
          text += student + " " + std::to_string(event.seq) + " " + event.id.text() + " " +
                  std::to_string(static_cast<int>(stream)) + " " + event.body + "\n";
      }
      const auto projection = journal.projection(student, "summary");
      if (projection && *projection)
        text += std::to_string((*projection)->upto_seq) + (*projection)->body + "\n";
    };
    add("");
    EXPECT_TRUE(journal.each_student([&](const std::string& student) {
      add(student);
      return ok();
    }));
    return text;
  }
};

TEST_F(BackupRestore, TheHistoryEqualsTheOriginalEventForEvent) {
  auto journal = make();
  for (int i = 0; i < 60; ++i) append(*journal, "s" + std::to_string(i % 7), std::to_string(i));
  append(*journal, "s1", "who looked", Stream::access);
  append(*journal, "", "roster read", Stream::system);
  append(*journal, "s1", "submitted", Stream::dossier, Bytes(32, 5));
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->put_projection("s1", "summary", {60, "{}"}));
  ASSERT_TRUE((*transaction)->commit());
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "half a sentence"));
  append(*journal, "gone", "forget me");
  ASSERT_TRUE(journal->destroy_key("gone"));
  back_up(*journal);
  const std::string before = everything(*journal);
  const std::string hash = verify(*journal).last_hash;
  ASSERT_THAT(before, HasSubstr("submitted"));

  journal = restore_elsewhere();
  ASSERT_TRUE(journal);
  EXPECT_EQ(everything(*journal), before);
  const journal::Verification found = verify(*journal);
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.last_hash, hash);
  EXPECT_EQ((*journal->draft("t1", "s1", "record"))->body, "half a sentence");
  transaction = journal->begin();
  EXPECT_TRUE(*(*transaction)->find_submission(Bytes(32, 5))) << "sent again, it is known";
}

TEST_F(BackupRestore, AnEarlierGenerationIsAsItWasThen) {
  auto journal = make();
  append(*journal, "s1", "first");
  back_up(*journal);
  append(*journal, "s1", "second");
  back_up(*journal);
  EXPECT_THAT(bodies(*restore_elsewhere(1), "s1"), testing::ElementsAre("first"));
}

TEST_F(BackupRestore, WhatWaitedIsLookedUpBeforeItIsSent) {
  using Outcome = journal::Settlement::Outcome;
  const journal::DeliveryTerms terms;
  auto journal = make();
  for (const char* student : {"sending", "done", "stopped", "unknown"})
    enqueue(*journal, student, std::string("m-") + student);
  const std::map<std::string, Outcome> ends{
      {"unknown", Outcome::unknown}, {"done", Outcome::done}, {"stopped", Outcome::stopped}};
  while (const auto claim = *journal->claim(terms)) {
    const auto end = ends.find(claim->item.student);
    if (end == ends.end()) continue;  // its sender does not come back
    journal::Settlement settlement;
    settlement.item = claim->item.id;
    settlement.attempt = claim->attempt();
    settlement.outcome = end->second;
    settlement.sent = true;
    ASSERT_TRUE(*journal->settle(terms, settlement));
    if (end->second == Outcome::unknown) break;  // it would be looked up at once
  }
  enqueue(*journal, "queued", "m-queued");
  auto counts = *journal->outbox_counts();
  ASSERT_EQ(counts.sending, 1);
  ASSERT_EQ(counts.unknown, 1);
  ASSERT_EQ(counts.queued, 1);
  ASSERT_EQ(counts.done + counts.stopped, 2);
  back_up(*journal);

  options = elsewhere();
  const auto restored = restore(options, copies, 0, control);
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->doubted, 3);
  journal = open();
  counts = *journal->outbox_counts();
  EXPECT_EQ(counts.unknown, 3);
  EXPECT_EQ(counts.waiting(), 3);
  EXPECT_EQ(counts.done, 1);
  EXPECT_EQ(counts.stopped, 1) << "a person still has to look";
  int claimed = 0;
  while (const auto claim = *journal->claim(terms)) {
    EXPECT_TRUE(claim->unknown) << claim->item.student;
    EXPECT_EQ(claim->absent_after, clock.uptime_ms() + terms.settle)
        << "whoever sent it last may have sent it just now";
    ++claimed;
  }
  EXPECT_EQ(claimed, 3) << "no lease of the old machine holds them back";
}

// It may have been sent by a person's decision after the copy was made.
TEST_F(BackupRestore, AWithdrawalOfWhatWasStoppedGoesToTheSystem) {
  const journal::DeliveryTerms terms;
  auto journal = make();
  enqueue(*journal, "s1", "m1");
  const auto claim = *journal->claim(terms);
  journal::Settlement refused;
  refused.item = claim->item.id;
  refused.attempt = claim->attempt();
  refused.outcome = journal::Settlement::Outcome::again;
  ASSERT_TRUE(*journal->settle(terms, refused));
  const auto second = *journal->claim(terms);
  refused.attempt = second->attempt();
  refused.outcome = journal::Settlement::Outcome::stopped;
  ASSERT_TRUE(*journal->settle(terms, refused));
  back_up(*journal);
  journal = restore_elsewhere();
  auto transaction = journal->begin();
  journal::OutboxItem withdrawal;
  withdrawal.student = "s1";
  withdrawal.marker = "m1";
  withdrawal.priority = 0;
  withdrawal.entry = "withdraw it";
  withdrawal.event_seq = *(*transaction)->append("s1", Stream::dossier, new_id(), "withdrawn");
  ASSERT_TRUE((*transaction)->enqueue(withdrawal));
  ASSERT_TRUE((*transaction)->commit());
  const auto counts = *journal->outbox_counts();
  EXPECT_EQ(counts.dead, 0) << "it does not count as never sent";
  EXPECT_EQ(counts.queued, 1);
}

TEST_F(BackupRestore, APauseOfThatTimeIsOver) {
  const journal::DeliveryTerms terms;
  auto journal = make();
  enqueue(*journal, "s1", "m1");
  const auto claim = *journal->claim(terms);
  journal::Settlement away;
  away.item = claim->item.id;
  away.attempt = claim->attempt();
  away.code = "http_not_sent";
  away.system = journal::Settlement::System::trouble;
  ASSERT_TRUE(*journal->settle(terms, away));
  ASSERT_GT(journal->system_state()->paused_until, journal::test_now);
  back_up(*journal);
  journal = restore_elsewhere();
  EXPECT_EQ(journal->system_state()->paused_until, 0);
  EXPECT_TRUE(*journal->claim(terms));
}

// A file of the folder that is changed in any way is found, and nothing is made from it.
TEST_F(BackupRestore, EverySingleDamagedFileIsFoundAndRefused) {
  auto journal = make();
  add_events(*journal, 150);
  back_up(*journal);
  add_events(*journal, 1);
  back_up(*journal);
  const auto all = files();
  ASSERT_GT(all.size(), 8U);
  const auto refused = [&](const std::string& what, const std::string& path) {
    const auto found = backup::verify(options, copies, true, 0, control);
    EXPECT_TRUE(!found || !found->problems.empty()) << what << " " << path;
    // Older copies do not need all of the files.
    bool any = false;
    for (const std::int64_t number : {1, 2}) {
      const auto place = elsewhere("damaged.db");
      if (restore_code(place, number).empty())
        std::filesystem::remove(place.path);
      else
        any = true;
      EXPECT_FALSE(std::filesystem::exists(place.path));
    }
    EXPECT_TRUE(any) << what << " " << path;
  };
  for (const std::string& path : all) {
    const std::string text = read_file(path);
    std::filesystem::remove(path);
    refused("removed", path);
    write_file(path, text.substr(0, text.size() - 1));
    refused("cut", path);
    write_file(path, "");
    refused("emptied", path);
    write_file(path, text + "x");
    refused("longer", path);
    // A byte of the head, of the salt, of the nonce, in the middle, and of the tag.
    for (const std::size_t at :
         {std::size_t{1}, std::size_t{10}, std::size_t{25}, text.size() / 2, text.size() - 1}) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ 0x10);
      write_file(path, changed);
      refused("changed at " + std::to_string(at), path);
    }
    const std::string& other = path == all.back() ? all.front() : all.back();
    write_file(path, read_file(other));
    refused("swapped", path);
    write_file(path, text);
  }
  EXPECT_THAT(check().problems, IsEmpty()) << "all is as it was";
}

TEST_F(BackupRestore, GenerationsThatChangedPlacesAreRefused) {
  auto journal = make();
  back_up(*journal);
  add_events(*journal, 1);
  back_up(*journal);
  std::filesystem::rename(copies + "/generations/1", copies + "/generations/3");
  std::filesystem::rename(copies + "/generations/2", copies + "/generations/1");
  std::filesystem::rename(copies + "/generations/3", copies + "/generations/2");
  EXPECT_EQ(check().problems.size(), 2U);
  EXPECT_EQ(restore_code(elsewhere()), "backup_damaged");
}

TEST_F(BackupRestore, AWrongKeyIsNamedAndMakesNothing) {
  back_up(*make());
  journal::Options other = elsewhere();
  other.master_key = Secret("another key of thirty-two bytes!");
  EXPECT_EQ(restore_code(other), "backup_wrong_key");
  EXPECT_FALSE(std::filesystem::exists(other.path));
}

TEST_F(BackupRestore, ThePassphraseAndTheSaltInTheFolderAreEnough) {
  options.salt = Bytes(16, 9);
  options.master_key = *crypto::key_from_passphrase(Secret("correct horse"), options.salt);
  auto journal = make();
  append(*journal, "s1", "kept");
  back_up(*journal);
  const auto salt = salt_of(copies);
  ASSERT_TRUE(salt);
  options.salt.clear();
  options.master_key = *crypto::key_from_passphrase(Secret("correct horse"), *salt);
  journal = restore_elsewhere();
  ASSERT_TRUE(journal);
  EXPECT_EQ(*journal::Journal::salt(options.path), *salt);
}

TEST_F(BackupRestore, NeverOverwritesAJournal) {
  auto journal = make();
  append(*journal, "s1", "x");
  back_up(*journal);
  EXPECT_EQ(restore_code(options), "journal_exists");
  EXPECT_EQ(bodies(*journal, "s1").size(), 1U);
}

// SQLite would play it into the restored file.
TEST_F(BackupRestore, AWriteAheadLogThatWasLeftBehindIsNotPlayedIn) {
  auto journal = make();
  append(*journal, "s1", "x");
  back_up(*journal);
  const auto place = elsewhere();
  write_file(place.path + "-wal", "left over");
  EXPECT_EQ(restore_code(place), "journal_exists");
  EXPECT_FALSE(std::filesystem::exists(place.path));
}

TEST_F(BackupRestore, WhatIsNotThereIsSaid) {
  EXPECT_EQ(restore_code(elsewhere()), "backup_missing");
  std::filesystem::create_directory(copies);
  EXPECT_EQ(restore_code(elsewhere()), "backup_missing");
  EXPECT_THAT(files(), IsEmpty()) << "reading leaves no trace";
  EXPECT_FALSE(std::filesystem::exists(copies + "/lock"));
  back_up(*make());
  EXPECT_EQ(restore_code(elsewhere(), 7), "generation_missing");
}

TEST_F(BackupRestore, ClearsAwayWhatAKilledProcessLeft) {
  auto journal = make();
  back_up(*journal);
  const std::string left = options.path + ".part-killed";
  std::filesystem::create_directory(left);
  write_file(left + "/journal.db", "half");
  check();
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(BackupRestore, OnlyItsOwnerMayReadTheFiles) {
  const mode_t before = ::umask(0);
  back_up(*make());
  const auto place = elsewhere();
  EXPECT_EQ(restore_code(place), "");
  ::umask(before);
  namespace fs = std::filesystem;
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(place.path).permissions() & others, fs::perms::none);
  EXPECT_EQ(fs::status(copies).permissions() & others, fs::perms::none);
  for (const std::string& path : files())
    EXPECT_EQ(fs::status(path).permissions() & others, fs::perms::none) << path;
}

}  // namespace
}  // namespace homevisit::backup
