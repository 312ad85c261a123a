// Making copies: what is in them, what is written again, what is kept.
#include <gmock/gmock.h>

#include "backup_test.h"

namespace homevisit::backup {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using BackupWrite = BackupTest;

TEST_F(BackupWrite, SaysWhereTheChainEnded) {
  auto journal = make();
  add_events(*journal, 3);
  const Written written = back_up(*journal);
  EXPECT_TRUE(written.first);
  EXPECT_EQ(written.generation.number, 1);
  EXPECT_EQ(written.generation.taken_at, journal::test_now);
  EXPECT_EQ(written.generation.end.events, 3);
  EXPECT_EQ(written.generation.end.last_event_at, journal::test_now);
  EXPECT_EQ(to_hex(written.generation.end.hash), verify(*journal).last_hash);
  EXPECT_EQ(written.new_blocks, static_cast<std::int64_t>(blocks()));
}

TEST_F(BackupWrite, OfAJournalWithoutEventsIsACopy) {
  auto journal = make();
  EXPECT_EQ(back_up(*journal).generation.end.last_event_at, 0);
  EXPECT_THAT(check().problems, IsEmpty());
  EXPECT_TRUE(restore_elsewhere());
}

TEST_F(BackupWrite, ASecondTimeWritesOnlyWhatChanged) {
  auto journal = make();
  add_events(*journal, 2000);
  const Written first = back_up(*journal);
  ASSERT_GT(first.new_blocks, 50);
  const Written second = back_up(*journal);
  EXPECT_LE(second.new_blocks, 1) << "nothing but SQLite's own counter";
  EXPECT_FALSE(second.first);
  add_events(*journal, 1);
  const Written third = back_up(*journal);
  EXPECT_GE(third.new_blocks, 2);
  EXPECT_LE(third.new_blocks, 12);
  EXPECT_EQ(static_cast<std::int64_t>(blocks()),
            first.new_blocks + second.new_blocks + third.new_blocks);
}

TEST_F(BackupWrite, WhatIsInTheWriteAheadLogIsInTheCopy) {
  auto journal = make();
  add_events(*journal, 5);
  ASSERT_GT(std::filesystem::file_size(options.path + "-wal"), 0U);
  back_up(*journal);
  EXPECT_EQ(bodies(*restore_elsewhere(), "s1").size(), 5U);
}

TEST_F(BackupWrite, NothingStandsInTheClear) {
  auto journal = make();
  enqueue(*journal, "student-4711", "marker-of-it");
  back_up(*journal);
  ASSERT_THAT(read_file(options.path) + read_file(options.path + "-wal"), HasSubstr("student-4711"))
      << "the journal itself has the id in the clear";
  const std::string key = "0123456789abcdef0123456789abcdef";
  for (const std::string& path : files())
    for (const std::string& secret : {std::string("student-4711"), std::string("marker-of-it"),
                                      std::string("SQLite format"), key, to_hex(as_bytes(key))})
      EXPECT_THAT(read_file(path), Not(HasSubstr(secret))) << path;
}

TEST_F(BackupWrite, AnotherKeyGivesOtherNames) {
  auto journal = make();
  add_events(*journal, 3);
  const Written one = back_up(*journal);
  copies = folder.file("others");
  options.master_key = Secret("another key of thirty-two bytes!");
  const auto other = write(*journal, options, copies, 30, false, control);
  ASSERT_TRUE(other);
  for (const crypto::Digest& name : other->generation.blocks)
    EXPECT_THAT(one.generation.blocks, Not(Contains(name)));
}

TEST_F(BackupWrite, KeepsTheLatestAndRemovesWhatOnlyTheOthersUsed) {
  auto journal = make();
  for (int i = 0; i < 4; ++i) {
    add_events(*journal, 100);
    back_up(*journal, 2);
  }
  const auto listed = list(options, copies);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->generations.size(), 2U);
  EXPECT_EQ(listed->generations[0].number, 3);
  std::set<crypto::Digest> used;
  for (const Generation& one : listed->generations)
    used.insert(one.blocks.begin(), one.blocks.end());
  EXPECT_EQ(blocks(), used.size());
  EXPECT_EQ(files().size(), used.size() + 3);
  EXPECT_THAT(check().problems, IsEmpty());
  EXPECT_EQ(bodies(*restore_elsewhere(3), "s1").size(), 300U);
}

TEST_F(BackupWrite, SaysWhichItRemoved) {
  auto journal = make();
  back_up(*journal);
  back_up(*journal);
  EXPECT_THAT(back_up(*journal, 1).removed, ElementsAre(1, 2));
}

TEST_F(BackupWrite, RemovesNoFileOfAnybodyElse) {
  auto journal = make();
  back_up(*journal);
  write_file(copies + "/generations/notes.txt", "mine");
  const std::string block = files()[0];
  const auto beside = std::filesystem::path(block).parent_path() / "readme";
  write_file(beside, "mine");
  back_up(*journal, 1);
  EXPECT_EQ(read_file(copies + "/generations/notes.txt"), "mine");
  EXPECT_EQ(read_file(beside), "mine");
}

TEST_F(BackupWrite, RemovesNothingWhereACopyDoesNotSayWhatItUses) {
  auto journal = make();
  add_events(*journal, 100);
  back_up(*journal);
  add_events(*journal, 100);
  back_up(*journal);
  write_file(copies + "/generations/2", "damaged");
  const std::size_t before = blocks();
  const auto written = write(*journal, options, copies, 2, false, control);
  ASSERT_TRUE(written);
  EXPECT_THAT(written->problems, ElementsAre(HasSubstr("generations/2")));
  EXPECT_GE(blocks(), before);
  EXPECT_EQ(restore_code(elsewhere()), "") << "the new copy is whole all the same";
}

TEST_F(BackupWrite, AFolderWithSomethingElseIsRefusedAndLeftAsItIs) {
  auto journal = make();
  std::filesystem::create_directory(copies);
  write_file(copies + "/thesis.odt", "years of work");
  const auto written = write(*journal, options, copies, 30, false, control);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "backup_folder_used");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(copies), {}), 1);
}

TEST_F(BackupWrite, AFolderOfAnotherJournalIsRefused) {
  back_up(*make());
  options = elsewhere("second.db");
  const auto written = write(*make(), options, copies, 30, false, control);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "backup_of_another");
}

TEST_F(BackupWrite, ARestoredJournalGoesOnInTheSameFolder) {
  auto journal = make();
  add_events(*journal, 10);
  back_up(*journal);
  journal = restore_elsewhere();
  add_events(*journal, 10);
  EXPECT_EQ(back_up(*journal).generation.number, 2);
  EXPECT_THAT(check().problems, IsEmpty());
}

TEST_F(BackupWrite, OneAtATime) {
  auto journal = make();
  back_up(*journal);
  {
    auto held = Folder::open_to_write(copies, options.master_key, journal->id(), options.salt,
                                      system_random());
    ASSERT_TRUE(held);
    const auto second = write(*journal, options, copies, 30, false, control);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "backup_running");
    EXPECT_TRUE(second.error().retryable);
    EXPECT_EQ(restore_code(elsewhere()), "backup_running");
  }
  {
    const auto reads = Folder::open(copies, options.master_key, system_random());
    ASSERT_TRUE(reads);
    EXPECT_FALSE(write(*journal, options, copies, 30, false, control)) << "nothing is removed now";
    EXPECT_EQ(restore_code(elsewhere()), "") << "several may read";
  }
  back_up(*journal);
}

TEST_F(BackupWrite, CancelledLeavesTheFolderAsGoodAsItWas) {
  auto journal = make();
  add_events(*journal, 300);
  back_up(*journal);
  add_events(*journal, 300);
  control.progress = [this](const char* phase, std::uint64_t done, std::uint64_t) {
    if (std::string(phase) == "backup" && done == 5) control.cancelled = 1;
  };
  const auto cancelled = write(*journal, options, copies, 30, false, control);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().status, HV_CANCELLED);
  control.cancelled = 0;
  control.progress = nullptr;
  EXPECT_EQ(check().generations, 1);
  EXPECT_EQ(back_up(*journal).generation.number, 2);
  EXPECT_THAT(check().problems, IsEmpty());
}

TEST_F(BackupWrite, LeavesNothingBesideTheJournal) {
  auto journal = make();
  add_events(*journal, 10);
  const auto before = names_beside_journal();
  back_up(*journal, 30, true);
  check();
  std::filesystem::remove_all(copies);
  EXPECT_EQ(names_beside_journal(), before);
}

TEST_F(BackupWrite, MendsADamagedBlockWhenItLooksAtAll) {
  auto journal = make();
  add_events(*journal, 50);
  back_up(*journal);
  std::string text = read_file(files()[0]);
  text[100] = static_cast<char>(text[100] ^ 1);
  write_file(files()[0], text);
  ASSERT_THAT(check().problems, Not(IsEmpty()));
  back_up(*journal, 30, true);
  EXPECT_THAT(check().problems, IsEmpty());
}

TEST_F(BackupWrite, WritesATruncatedOrMissingBlockAnew) {
  auto journal = make();
  add_events(*journal, 50);
  back_up(*journal);
  std::filesystem::resize_file(files()[0], 100);
  std::filesystem::remove(files()[1]);
  back_up(*journal);
  EXPECT_THAT(check().problems, IsEmpty());
}

}  // namespace
}  // namespace homevisit::backup
