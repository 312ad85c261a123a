// A journal with a bit of everything and a backup folder beside it.
#pragma once

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "journal_test.h"

namespace homevisit::backup {

class BackupTest : public journal::JournalTest {
 protected:
  BackupTest() {
    options.salt = Bytes(16, 7);
    copies = folder.file("copies");
  }

  void add_events(journal::Journal& journal, int count, const std::string& student = "s1",
                  std::size_t size = 1000) {
    auto transaction = journal.begin();
    ASSERT_TRUE(transaction);
    for (int i = 0; i < count; ++i)
      ASSERT_TRUE((*transaction)
                      ->append(student, journal::Stream::dossier, new_id(),
                               std::string(size, static_cast<char>('a' + i % 26))));
    ASSERT_TRUE((*transaction)->commit());
  }
  std::int64_t enqueue(journal::Journal& journal, const std::string& student,
                       const std::string& marker) {
    auto transaction = journal.begin();
    EXPECT_TRUE(transaction);
    const auto seq =
        (*transaction)->append(student, journal::Stream::dossier, new_id(), "body of " + marker);
    EXPECT_TRUE(seq);
    journal::OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.entry = "entry of " + marker;
    item.event_seq = *seq;
    EXPECT_TRUE((*transaction)->enqueue(item));
    EXPECT_TRUE((*transaction)->commit());
    return *seq;
  }

  Written back_up(journal::Journal& journal, std::size_t keep = 30, bool every_block = false) {
    auto written = write(journal, options, copies, keep, every_block, control);
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    if (!written) return {};
    EXPECT_TRUE(written->problems.empty()) << written->problems.front();
    return *written;
  }
  Verification check(bool all = true) {
    auto found = backup::verify(options, copies, all, 0, control);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *found : Verification{.problems = {"it could not be verified"}};
  }
  // Into another place than the journal's.
  journal::Options elsewhere(const std::string& name = "restored.db") {
    journal::Options other = options;
    other.path = folder.file(name);
    return other;
  }
  // The restored journal, at options.path from then on.
  std::unique_ptr<journal::Journal> restore_elsewhere(std::int64_t number = 0) {
    options = elsewhere();
    const auto restored = restore(options, copies, number, control);
    EXPECT_TRUE(restored) << (restored ? "" : restored.error().message);
    return restored ? open() : nullptr;
  }
  // The code of the error; "" where it succeeds.
  std::string restore_code(const journal::Options& where, std::int64_t number = 0) {
    const auto restored = restore(where, copies, number, control);
    return restored ? "" : restored.error().code;
  }

  // What stands in the folder, but the lock.
  std::vector<std::string> files() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(copies))
      if (entry.is_regular_file() && entry.path().filename() != "lock")
        all.push_back(entry.path().string());
    std::ranges::sort(all);
    return all;
  }
  std::size_t blocks() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        files(), [](const std::string& path) { return path.find("/blocks/") != path.npos; }));
  }
  static std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void write_file(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }
  // Names in the journal's own folder that were not there before a test.
  std::vector<std::string> names_beside_journal() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.file("")))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  std::string copies;
  CallControl control;
};

}  // namespace homevisit::backup
