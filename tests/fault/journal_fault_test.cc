// The journal where the machine fails it: damage, locks, full disks, forks.
#include <gmock/gmock.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "crypto/master_key.h"
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Runs `body` in a process of its own; it returns what the child exits with.
int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void overwrite(const std::string& path, std::streamoff at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(at);
  file << bytes;
}

class Fault : public JournalTest {
 protected:
  // All of it in the main file: closing empties the write-ahead log.
  void fill(int events) {
    auto journal = make();
    auto transaction = journal->begin();
    for (int i = 0; i < events; ++i)
      ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), std::string(1000, 'x')));
    ASSERT_TRUE((*transaction)->commit());
  }
  hv_status status_of_open() {
    const auto opened = Journal::open(options);
    return opened ? HV_OK : opened.error().status;
  }
  static int status_of(const Status& status) { return status ? HV_OK : status.error().status; }
};

TEST_F(Fault, AnotherMasterKeyIsNamed) {
  fill(1);
  options.master_key = Secret("another key of thirty-two bytes!");
  const auto opened = Journal::open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().status, HV_DATA_LOSS);
  EXPECT_EQ(opened.error().code, "wrong_key");
}

TEST_F(Fault, AMasterKeyOfAnotherLengthIsRefused) {
  options.master_key = Secret("short");
  EXPECT_EQ(status_of(Journal::create(options)), HV_INVALID_ARGUMENT);
}

TEST_F(Fault, APassphraseOpensWhatItMade) {
  options.salt = Bytes(16, 9);
  options.master_key = *crypto::key_from_passphrase(Secret("correct horse"), options.salt);
  fill(1);
  const auto salt = Journal::salt(options.path);
  ASSERT_TRUE(salt);
  EXPECT_EQ(*salt, options.salt);
  options.master_key = *crypto::key_from_passphrase(Secret("correct horse"), *salt);
  EXPECT_EQ(status_of_open(), HV_OK);
  options.master_key = *crypto::key_from_passphrase(Secret("wrong horse"), *salt);
  EXPECT_EQ(status_of_open(), HV_DATA_LOSS);
}

TEST_F(Fault, OnlyItsOwnerMayReadTheFiles) {
  const mode_t before = ::umask(0);
  auto journal = make();
  append(*journal, "s1", "x");
  ::umask(before);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat info {};
    ASSERT_EQ(::stat((options.path + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(Fault, NoWordOfAStudentStandsInTheFile) {
  {
    auto journal = make();
    auto transaction = journal->begin();
    const std::string body = R"({"name":"Yasemin Doe","kind":"visit_held"})";
    ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), body));
    ASSERT_TRUE((*transaction)->put_projection("s1", "history", {1, body}));
    ASSERT_TRUE((*transaction)->enqueue(outbox_item("s1", "m", body, 1)));
    ASSERT_TRUE((*transaction)->commit());
    ASSERT_TRUE(journal->put_draft("t1", "s1", "record", body));
  }
  std::ifstream file(options.path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  ASSERT_THAT(bytes, HasSubstr("history")) << "the file holds the rows by now";
  EXPECT_EQ(bytes.find("Yasemin"), std::string::npos);
  EXPECT_EQ(bytes.find("visit_held"), std::string::npos);
}

TEST_F(Fault, AFileOfAnotherKindIsRefused) {
  for (const std::string& content :
       {std::string(), std::string("not a database at all"), std::string(8192, 'x')}) {
    std::ofstream(options.path, std::ios::trunc) << content;
    EXPECT_EQ(status_of_open(), HV_DATA_LOSS) << content.substr(0, 10);
  }
}

TEST_F(Fault, ADatabaseOfAnotherProgramIsRefused) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options.path.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE t(a)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(status_of_open(), HV_DATA_LOSS);
}

TEST_F(Fault, ANewerFormatIsRefused) {
  fill(1);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options.path.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA user_version = 3", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(status_of_open(), HV_UNSUPPORTED);
}

TEST_F(Fault, ADamagedHeaderIsNoticed) {
  fill(50);
  overwrite(options.path, 0, std::string(100, '\0'));
  EXPECT_EQ(status_of_open(), HV_DATA_LOSS);
}

TEST_F(Fault, DamageAnywhereIsNoticedByOpeningOrVerifying) {
  fill(200);
  const auto pages = std::filesystem::file_size(options.path) / 4096;
  ASSERT_GT(pages, 40U);
  std::ifstream file(options.path, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  for (std::uintmax_t page = 1; page < pages; page += 7) {
    const std::string damaged = folder.file("damaged.db");
    std::ofstream(damaged, std::ios::binary | std::ios::trunc) << whole;
    overwrite(damaged, static_cast<std::streamoff>(page * 4096), std::string(4096, '\x55'));
    Options other = options;
    other.path = damaged;
    const auto opened = Journal::open(other);
    if (!opened) {
      EXPECT_EQ(opened.error().status, HV_DATA_LOSS) << "page " << page;
      continue;
    }
    const CallControl control;
    const auto verification = (*opened)->verify(control, nullptr);
    const bool noticed = !verification || !verification->problems.empty();
    EXPECT_TRUE(noticed) << "page " << page;
    if (!verification) {
      EXPECT_EQ(verification.error().status, HV_DATA_LOSS) << "page " << page;
    }
  }
}

TEST_F(Fault, ALockThatStaysIsUnavailableInTime) {
  options.busy_timeout_ms = 200;
  auto journal = make();
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(options.path.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto started = std::chrono::steady_clock::now();
  const auto transaction = journal->begin();
  const auto took = std::chrono::steady_clock::now() - started;
  ASSERT_FALSE(transaction);
  EXPECT_EQ(transaction.error().status, HV_UNAVAILABLE);
  EXPECT_TRUE(transaction.error().retryable);
  EXPECT_LT(took, std::chrono::seconds(5));
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(journal->begin()) << "and it works again afterwards";
}

TEST_F(Fault, ASecondWriterInTheProcessIsUnavailableInTime) {
  options.busy_timeout_ms = 200;
  auto journal = make();
  const auto first = journal->begin();
  const auto second = journal->begin();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().status, HV_UNAVAILABLE);
  EXPECT_TRUE(second.error().retryable);
}

// A limit on the size of files stands for the full disk: SQLite meets it at the same places.
TEST_F(Fault, AFullDiskLosesNothingAcknowledged) {
  make();
  const int outcome = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    auto journal = open();
    if (!journal) return 100;
    append(*journal, "s1", "acknowledged");
    const rlimit limit{200'000, 200'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 101;
    for (int i = 0; i < 1000; ++i) {
      auto transaction = journal->begin();
      if (!transaction) return 102;
      const auto seq =
          (*transaction)->append("s1", Stream::dossier, new_id(), std::string(5000, 'x'));
      Status status = seq ? (*transaction)->commit() : Status(seq.error());
      if (!status) {
        // What failed must not come back by a later commit.
        if ((*transaction)->commit()) return 103;
        return status_of(status);
      }
    }
    return 104;
  });
  EXPECT_EQ(outcome, HV_RESOURCE_EXHAUSTED);
  auto journal = open();
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
  EXPECT_EQ(bodies(*journal, "s1").front(), "acknowledged");
  append(*journal, "s1", "and goes on");
}

TEST_F(Fault, AFullDiskLeavesNoHalfAJournal) {
  const int outcome = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{20'000, 20'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return status_of(Journal::create(options));
  });
  EXPECT_EQ(outcome, HV_RESOURCE_EXHAUSTED);
  EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::path(options.path).parent_path()));
}

// As a user who may read but not write.
TEST_F(Fault, AJournalThatMayNotBeWrittenSaysSo) {
  fill(1);
  namespace fs = std::filesystem;
  const fs::path directory = fs::path(options.path).parent_path();
  const int outcome = in_child([&] {
    ::chmod(options.path.c_str(), 0444);
    ::chmod(directory.c_str(), 0555);
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 100;
    const auto journal = Journal::open(options);
    if (!journal) return static_cast<int>(journal.error().status);
    const auto transaction = (*journal)->begin();
    if (!transaction) return static_cast<int>(transaction.error().status);
    const auto seq = (*transaction)->append("s1", Stream::dossier, new_id(), "x");
    return seq ? static_cast<int>(HV_OK) : static_cast<int>(seq.error().status);
  });
  ::chmod(directory.c_str(), 0700);
  EXPECT_EQ(outcome, HV_PERMISSION_DENIED);
}

TEST_F(Fault, AJournalThatWasOpenedBeforeAForkIsRefusedAfterIt) {
  auto journal = make();
  append(*journal, "s1", "before");
  const int outcome = in_child([&] {
    const auto read = journal->events("s1", Stream::dossier);
    const auto begun = journal->begin();
    const bool refused = !read && read.error().status == HV_FAILED_PRECONDITION && !begun &&
                         begun.error().status == HV_FAILED_PRECONDITION;
    journal.reset();  // must not tear down what the parent uses
    return refused ? 0 : 1;
  });
  EXPECT_EQ(outcome, 0);
  append(*journal, "s1", "after");
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("before", "after"));
}

TEST_F(Fault, SeveralProcessesAppendAtOnce) {
  options.busy_timeout_ms = 20'000;
  make();
  constexpr int processes = 3, each = 40;
  std::vector<pid_t> children;
  for (int p = 0; p < processes; ++p) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto journal = open();
      for (int i = 0; journal && i < each; ++i)
        append(*journal, "s" + std::to_string(p), std::to_string(i));
      ::_exit(testing::Test::HasFailure() || !journal ? 1 : 0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  auto journal = open();
  const Verification verification = verify(*journal);
  EXPECT_THAT(verification.problems, IsEmpty());
  EXPECT_EQ(verification.events, processes * each);
  for (int p = 0; p < processes; ++p) {
    const auto texts = bodies(*journal, "s" + std::to_string(p));
    ASSERT_EQ(texts.size(), static_cast<std::size_t>(each));
    for (int i = 0; i < each; ++i) EXPECT_EQ(texts[i], std::to_string(i));
  }
}

// Opening reads the sealed end and the last events: it must see them as of one moment.
TEST_F(Fault, OpeningWhileAnotherProcessAppendsFindsNoDamage) {
  options.busy_timeout_ms = 20'000;
  make();
  int go_on[2];
  ASSERT_EQ(::pipe(go_on), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(go_on[1]);
    auto journal = open();
    pollfd parent{go_on[0], POLLIN, 0};
    while (journal && ::poll(&parent, 1, 0) == 0) append(*journal, "s1", "x");
    ::_exit(testing::Test::HasFailure() || !journal ? 1 : 0);
  }
  ::close(go_on[0]);
  for (int i = 0; i < 300 && !HasFailure(); ++i) {
    auto journal = open();
    if (i % 30 == 0 && journal) {
      EXPECT_THAT(verify(*journal).problems, IsEmpty());
    }
  }
  ::close(go_on[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(Fault, SeveralThreadsReadAndAppendAtOnce) {
  options.busy_timeout_ms = 20'000;
  auto journal = make();
  constexpr int threads = 4, each = 30;
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t)
    all.emplace_back([&, t] {
      const std::string student = "s" + std::to_string(t);
      for (int i = 0; i < each; ++i) {
        append(*journal, student, std::to_string(i));
        EXPECT_EQ(bodies(*journal, student).size(), static_cast<std::size_t>(i + 1));
      }
    });
  for (std::thread& thread : all) thread.join();
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
}

}  // namespace
}  // namespace homevisit::journal
