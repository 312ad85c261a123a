// What an administrator reads: lines that stay lines, in a file that is the owner's alone.
#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "base/utf8.h"

namespace homevisit {
namespace {

namespace fs = std::filesystem;

class LogTest : public testing::Test {
 protected:
  LogTest() {
    std::string name = (fs::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~LogTest() override { fs::remove_all(folder_); }

  Log open(LogLevel level = LogLevel::warning) {
    Log::Options options;
    options.file = folder_ / "log";
    options.level = level;
    return std::move(Log::open(options, clock_)).value();
  }
  std::string text() const {
    std::ostringstream out;
    out << std::ifstream(folder_ / "log").rdbuf();
    return out.str();
  }

  fs::path folder_;
  FixedClock clock_{1'764'000'000'000};
};

TEST_F(LogTest, WritesTimeLevelWhoAndText) {
  open().write(LogLevel::warning, "edfi", "The certificate expired.");
  EXPECT_EQ(text(), "2025-11-24T16:00:00.000Z warning edfi: The certificate expired.\n");
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
  const Log log = open(LogLevel::info);
  log.write(LogLevel::debug, "x", "not this");
  log.write(LogLevel::info, "x", "but this");
  EXPECT_THAT(text(), testing::AllOf(testing::HasSubstr("but this"),
                                     testing::Not(testing::HasSubstr("not this"))));
  EXPECT_FALSE(log.takes(LogLevel::debug));
}

TEST_F(LogTest, AnAdapterCannotForgeALineOrSpeakToATerminal) {
  open().write(LogLevel::error, "a\nb", "one\ntwo\r\x1b[31m\x7f\xc2\x9b three");
  EXPECT_EQ(text(), "2025-11-24T16:00:00.000Z error a b: one two  [31m   three\n");
}

TEST_F(LogTest, CutsALongTextBetweenCharacters) {
  std::string long_text;
  for (int i = 0; i < 3000; ++i) long_text += "é";
  const std::string line = log_line(0, LogLevel::info, "x", long_text);
  EXPECT_LE(line.size(), 2001U);
  EXPECT_EQ(line.back(), '\n');
  EXPECT_FALSE(find_invalid_utf8(line));
}

TEST_F(LogTest, ANewFileIsItsOwnersAlone) {
  const Log log = open();
  struct stat info {};
  ASSERT_EQ(stat((folder_ / "log").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(LogTest, AppendsWhereOtherProcessesWriteToo) {
  const Log one = open(), two = open();
  std::vector<std::thread> threads;
  for (const Log* log : {&one, &two})
    threads.emplace_back([log] {
      for (int i = 0; i < 500; ++i) log->write(LogLevel::error, "x", std::string(100, 'y'));
    });
  for (auto& thread : threads) thread.join();
  std::istringstream lines(text());
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_TRUE(line.ends_with(": " + std::string(100, 'y'))) << line;
  EXPECT_EQ(count, 1000);
}

TEST_F(LogTest, SaysWhichFileCannotBeOpened) {
  Log::Options options;
  options.file = folder_ / "no" / "log";
  const auto log = Log::open(options);
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().status, HV_NOT_FOUND);
  EXPECT_EQ(log.error().pointer, "/log/file");
  EXPECT_THAT(log.error().message, testing::HasSubstr(options.file));
}

TEST_F(LogTest, ShowsWarningsOnTheStandardErrorWhateverTheFileTakes) {
  Log::Options options;
  options.file = folder_ / "log";
  options.level = LogLevel::debug;
  options.to_stderr = true;
  const Log log = std::move(Log::open(options, clock_)).value();
  testing::internal::CaptureStderr();
  log.write(LogLevel::info, "edfi", "page 7");
  log.write(LogLevel::warning, "edfi", "expired");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "warning edfi: expired\n");
  EXPECT_THAT(text(), testing::HasSubstr("page 7"));
}

TEST_F(LogTest, WithoutAFileEverythingIsDropped) {
  const Log log;
  EXPECT_FALSE(log.takes(LogLevel::error));
  log.write(LogLevel::error, "x", "y");
  EXPECT_FALSE(fs::exists(folder_ / "log"));
}

}  // namespace
}  // namespace homevisit
