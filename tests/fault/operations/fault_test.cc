// A full disk, a lock, damage, a wrong key: a clear error, and nothing lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;

class FaultTest : public testing::Test {
 protected:
  FaultTest() {
    write_school(folder_ / "school");
    Host host(config_in(folder_));
    host.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    host.visit(mentor, alone);
  }
  std::size_t visits() {
    Host host(config_in(folder_));
    EXPECT_TRUE(host.call(it, "audit.verify", "{}")["ok"].is_true());
    return host.history(mentor, alone)["timeline"].size();
  }
  static std::string request(int n) {
    return submitted(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":[")" +
                     std::string(900, 'x') + std::to_string(n) + "\"]}}");
  }

  Folder folder_;
};

// Another program holds the write lock on a file.
class Lock {
 public:
  explicit Lock(const std::string& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &database_), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  }
  ~Lock() { sqlite3_close(database_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  sqlite3* database_ = nullptr;
};

TEST_F(FaultTest, ALockedJournalIsUnavailableAndFreeAgainLater) {
  Host host(config_in(folder_));
  const std::string again = request(1);
  {
    const Lock lock(folder_ / "journal.db");
    const Reply reply = host.call(mentor, "visit.record", again);
    EXPECT_EQ(reply.status, HV_UNAVAILABLE) << reply.text;
    EXPECT_EQ(reply.code(), "database_busy");
  }
  EXPECT_EQ(host.call(mentor, "visit.record", again).status, HV_OK);
  EXPECT_EQ(host.history(mentor, alone)["timeline"].size(), 2u);
}

TEST_F(FaultTest, AWrongKeyIsSaidWhenOpening) {
  Folder other;
  { Host stranger(config_in(other)); }
  std::filesystem::copy_file(other / "master.key", folder_ / "master.key",
                             std::filesystem::copy_options::overwrite_existing);
  const auto [status, message] = open_error(config_in(folder_));
  EXPECT_EQ(status, HV_DATA_LOSS) << message;
  EXPECT_THAT(message, HasSubstr("key"));
}

TEST_F(FaultTest, AMissingKeyIsNotMadeAnew) {
  std::filesystem::remove(folder_ / "master.key");
  const auto [status, message] = open_error(config_in(folder_));
  EXPECT_EQ(status, HV_NOT_FOUND) << message;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "master.key"));
}

TEST_F(FaultTest, AKeyThatOthersMayReadIsRefused) {
  ASSERT_EQ(::chmod((folder_ / "master.key").c_str(), 0644), 0);
  const auto [status, message] = open_error(config_in(folder_));
  EXPECT_EQ(status, HV_PERMISSION_DENIED) << message;
}

TEST_F(FaultTest, ADamagedJournalIsSaidWhenOpening) {
  std::fstream file(folder_ / "journal.db", std::ios::binary | std::ios::in | std::ios::out);
  for (int page = 1; page < 6; ++page) {
    file.seekp(page * 4096);
    file << std::string(4096, '\x5a');
  }
  file.close();
  const auto [status, message] = open_error(config_in(folder_));
  EXPECT_EQ(status, HV_DATA_LOSS) << message;
}

TEST_F(FaultTest, AJournalThatIsSomethingElseIsRefused) {
  std::ofstream(folder_ / "journal.db") << std::string(8192, 'x');
  const auto [status, message] = open_error(config_in(folder_));
  EXPECT_EQ(status, HV_DATA_LOSS) << message;
}

TEST_F(FaultTest, AFolderThatMayNotBeWrittenIsSaid) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0500), 0);
  const auto [status, message] = open_error(config_in(folder_));
  ::chmod(folder_.path().c_str(), 0700);
  EXPECT_EQ(status, HV_PERMISSION_DENIED) << message;
}

TEST_F(FaultTest, AFolderThatIsNotThereIsSaid) {
  const std::string config =
      R"({"base":"/nonexistent/homevisit","journal":"journal.db","create":true,)"
      R"("key":{"passphrase":"long enough"},"adapter":{"name":"local","path":")" HV_LOCAL_ADAPTER
      R"(","config":{"store":")" +
      (folder_ / "files.db") + "\"}}}";
  const auto [status, message] = open_error(config);
  EXPECT_TRUE(status == HV_NOT_FOUND || status == HV_PERMISSION_DENIED) << message;
}

TEST_F(FaultTest, AFullDiskIsSaidAndLosesNothing) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);  // the limit is to be an error of write(), as a full disk is
    Host host(config_in(folder_));
    const rlimit limit{1 << 20, 1 << 20};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(3);
    for (int i = 0; i < 20'000; ++i) {
      const hv_status status = host.call(mentor, "visit.record", request(i)).status;
      if (status != HV_OK) ::_exit(status == HV_RESOURCE_EXHAUSTED ? 0 : 10 + status);
      if (::write(ends[1], "+", 1) != 1) ::_exit(4);
    }
    ::_exit(5);
  }
  ::close(ends[1]);
  std::size_t acknowledged = 0;
  char block[4096];
  for (ssize_t got; (got = ::read(ends[0], block, sizeof block)) > 0;)
    acknowledged += static_cast<std::size_t>(got);
  ::close(ends[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
  EXPECT_GT(acknowledged, 10u);
  EXPECT_EQ(visits(), acknowledged + 1);
  Host host(config_in(folder_));
  host.visit(mentor, alone);  // with room again, all goes on
}

}  // namespace
}  // namespace host_test
