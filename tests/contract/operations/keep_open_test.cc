// "keep_open": what hv_close leaves open for the next hv_open of the same process.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "host.h"

namespace host_test {
namespace {

namespace fs = std::filesystem;

constexpr char kept[] = R"(,"keep_open":true)";

hv_ctx* opened(const std::string& config) {
  hv_ctx* ctx = nullptr;
  hv_error error{};
  error.struct_size = sizeof error;
  EXPECT_EQ(hv_open(config.data(), config.size(), &ctx, &error), HV_OK) << error.message;
  return ctx;
}

hv_status ask(hv_ctx* ctx) {
  char* answer = nullptr;
  const hv_status status = hv_call(ctx, it, "system.status", "{}", 2, nullptr, &answer, nullptr);
  hv_free(answer);
  return status;
}

// How many of this process's open files lie in that folder.
int open_files_in(const Folder& folder) {
  int count = 0;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    const fs::path target = fs::read_symlink(entry.path(), gone);
    if (!gone && target.string().starts_with(folder.path().string())) ++count;
  }
  return count;
}

TEST(KeepOpen, TheSameTextGivesTheSameJournalAgain) {
  const Folder folder;
  const std::string config = config_in(folder, kept);
  hv_ctx* const first = opened(config);
  hv_ctx* const beside = opened(config);  // two hosts in one process share it
  EXPECT_EQ(first, beside);
  hv_close(beside);
  EXPECT_EQ(ask(first), HV_OK);
  hv_close(first);
  EXPECT_GT(open_files_in(folder), 0);
  hv_ctx* const again = opened(config);
  EXPECT_EQ(again, first);
  EXPECT_EQ(ask(again), HV_OK);
  hv_close(again);
}

TEST(KeepOpen, WithoutItClosingCloses) {
  const Folder folder;
  hv_close(opened(config_in(folder)));
  EXPECT_EQ(open_files_in(folder), 0);
}

// SQLite itself lets go of a file only when no other connection of the process has it locked, so
// that a few files of the one before stay open.
TEST(KeepOpen, AChangedConfigurationReplacesWhatNobodyUses) {
  const Folder folder;
  int files = 0;
  for (int i = 0; i < 8; ++i) {
    const std::string school = R"(,"school":"De Linde )" + std::to_string(i) + "\"";
    hv_close(opened(config_in(folder, kept + school)));
    if (i == 1) files = open_files_in(folder);
  }
  EXPECT_EQ(open_files_in(folder), files);
}

TEST(KeepOpen, WhatIsInUseStaysUntilItsLastUserGivesItBack) {
  const Folder folder;
  const std::string config = config_in(folder, kept);
  hv_ctx* const first = opened(config);
  hv_ctx* const other = opened(config_in(folder, std::string(kept) + R"(,"school":"De Linde")"));
  EXPECT_NE(first, other);
  EXPECT_EQ(ask(first), HV_OK);
  hv_close(first);
  hv_close(other);
  EXPECT_GT(open_files_in(folder), 0);
}

TEST(KeepOpen, AJournalThatWasPutInPlaceAgainIsOpenedAnew) {
  const Folder folder;
  const std::string config = config_in(folder, kept);
  hv_ctx* const in_use = opened(config);
  hv_close(opened(config));
  fs::rename(folder / "journal.db", folder / "journal.old");
  fs::copy_file(folder / "journal.old", folder / "journal.db");
  fs::remove(folder / "journal.db-wal");
  fs::remove(folder / "journal.db-shm");
  EXPECT_EQ(ask(in_use), HV_FAILED_PRECONDITION);
  hv_ctx* const anew = opened(config);
  EXPECT_NE(anew, in_use);
  EXPECT_EQ(ask(anew), HV_OK);
  hv_close(in_use);
  hv_close(anew);
  EXPECT_EQ(ask(opened(config)), HV_OK);
}

TEST(KeepOpen, AChildOfTheProcessOpensItsOwn) {
  const Folder folder;
  const std::string config = config_in(folder, kept);
  // Closed in the parent before, as the header asks; what is kept must not leak into the child.
  hv_close(opened(config));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    hv_ctx* ctx = nullptr;
    if (hv_open(config.data(), config.size(), &ctx, nullptr) != HV_OK) _exit(1);
    if (ask(ctx) != HV_OK) _exit(2);
    hv_close(ctx);
    hv_ctx* again = nullptr;
    if (hv_open(config.data(), config.size(), &again, nullptr) != HV_OK || again != ctx) _exit(3);
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  hv_ctx* const mine = opened(config);
  EXPECT_EQ(ask(mine), HV_OK);
  hv_close(mine);
}

TEST(KeepOpen, JournalsOfOtherSchoolsAreClosedWhenThereAreTooMany) {
  const Folder first;
  hv_close(opened(config_in(first, kept)));
  ASSERT_GT(open_files_in(first), 0);
  for (int i = 0; i < 17; ++i) {
    const Folder other;
    hv_close(opened(config_in(other, kept)));
  }
  EXPECT_EQ(open_files_in(first), 0);
}

}  // namespace
}  // namespace host_test
