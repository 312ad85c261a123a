// The store as a file: who may read it, and what happens when it is locked, read-only, damaged or
// somebody else's; and calls that are cut off.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "local_adapter.h"

namespace local_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

hv_error open_with(const std::string& config) {
  hv_error error{};
  error.struct_size = sizeof error;
  hv_adapter* instance = nullptr;
  const hv_status status = table().open({config.data(), config.size()}, nullptr, &instance, &error);
  EXPECT_EQ(status == HV_OK, instance != nullptr);
  EXPECT_EQ(status, error.code);
  table().close(instance);
  return error;
}

struct ConfigCase {
  const char* name;
  std::string config;
  const char* message;
};
void PrintTo(const ConfigCase& config, std::ostream* out) { *out << config.name; }

class ConfigTest : public testing::TestWithParam<ConfigCase> {};

TEST_P(ConfigTest, IsRefusedWithASentenceThatNamesTheSetting) {
  const hv_error error = open_with(GetParam().config);
  EXPECT_EQ(error.code, HV_INVALID_ARGUMENT);
  EXPECT_THAT(error.message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Configs, ConfigTest,
    testing::Values(ConfigCase{"empty", "", "no JSON"},
                    ConfigCase{"not_json", "{store}", "no JSON"},
                    ConfigCase{"array", "[]", "must be a JSON object"},
                    ConfigCase{"no_store", "{}", "\"store\" is missing"},
                    ConfigCase{"unknown_setting", R"({"store":"/x/y","colour":"red"})",
                               "no setting \"colour\""},
                    ConfigCase{"store_twice", R"({"store":"/x/y","store":"/x/z"})", "given twice"},
                    ConfigCase{"store_number", R"({"store":7})", "\"store\" must be a text"},
                    ConfigCase{"store_relative", R"({"store":"files.db"})", "absolute path"},
                    ConfigCase{"store_folder", R"({"store":"/tmp/"})", "absolute path"},
                    ConfigCase{"store_with_zero", R"({"store":"/tmp/a\u0000b"})", "absolute path"},
                    ConfigCase{"not_utf8", "{\"store\":\"/tmp/\xE9\"}", "not UTF-8"},
                    ConfigCase{"deep", std::string(60'000, '['), "no JSON"},
                    ConfigCase{"huge", std::string(70'000, ' '), "larger than"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Table, ShowsWhatItIs) {
  EXPECT_EQ(table().struct_size, sizeof(hv_adapter_table));
  EXPECT_EQ(table().abi_major, static_cast<std::uint32_t>(HV_ADAPTER_ABI_MAJOR));
  EXPECT_STREQ(table().info->name, "local");
}

TEST(Table, HasTheImportExtensionOnly) {
  EXPECT_NE(table().get_extension(nullptr, HV_EXT_IMPORT), nullptr);
  EXPECT_EQ(table().get_extension(nullptr, "homevisit.import/2"), nullptr);
  EXPECT_EQ(table().get_extension(nullptr, nullptr), nullptr);
}

TEST(Table, PromisesNoChangesSinceAndNoDocuments) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  const std::uint64_t never = HV_CAN_READ_CHANGES | HV_CAN_WRITE_DOCUMENT | HV_CAN_EMBED;
  EXPECT_EQ((table().info->capabilities | adapter.capabilities()) & never, 0u);
}

TEST(Table, CustodyIsPromisedOnlyWhereTheRosterSaysIt) {
  Folder folder;
  Adapter adapter(folder / "s.db");
  Files files = small_school_12();
  write_folder(folder / "b", files);
  ASSERT_EQ(adapter.import(folder / "b").status, HV_OK);
  EXPECT_EQ(adapter.capabilities() & HV_CAN_READ_CUSTODY, 0u);
  for (auto& [name, text] : files) {
    const std::size_t at = text.find("lives-with:primary,");
    if (name == "users.csv") text.replace(at, 19, "lives-with:primary:custody,");
  }
  write_folder(folder / "b", files);
  ASSERT_EQ(adapter.import(folder / "b").status, HV_OK);
  EXPECT_NE(adapter.capabilities() & HV_CAN_READ_CUSTODY, 0u);
}

// A host that knows a shorter hv_error keeps what lies behind it.
TEST(Table, WritesOnlyInsideTheErrorsSize) {
  hv_error error;
  std::memset(&error, 0x7E, sizeof error);
  error.struct_size = offsetof(hv_error, flags);
  hv_adapter* instance = nullptr;
  EXPECT_EQ(table().open({"{}", 2}, nullptr, &instance, &error), HV_INVALID_ARGUMENT);
  EXPECT_EQ(error.code, HV_INVALID_ARGUMENT);
  EXPECT_EQ(error.flags, 0x7E7E7E7Eu);
  EXPECT_EQ(error.message[0], 0x7E);
}

class StoreTest : public testing::Test {
 protected:
  void SetUp() override { write_folder(folder_ / "b", small_school_12()); }
  Folder folder_;
};

TEST_F(StoreTest, IsMadeForItsOwnerOnly) {
  Adapter adapter(folder_ / "s.db");
  ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  for (const char* name : {"s.db", "s.db-wal", "s.db-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(StoreTest, FolderThatIsMissingIsNamed) {
  Adapter adapter(folder_ / "none/s.db");
  EXPECT_EQ(adapter.open_status(), HV_UNAVAILABLE);
  EXPECT_THAT(adapter.open_error().message, HasSubstr("Make the folder"));
}

TEST_F(StoreTest, LockedStoreIsUnavailableAndCanBeTriedAgain) {
  Adapter adapter(folder_ / "s.db");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "s.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  // The wait for the lock ends at the deadline at the latest.
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  adapter.exchange.deadline_ms = now.tv_sec * 1000 + now.tv_nsec / 1'000'000 + 300;
  const Outcome outcome = adapter.import(folder_ / "b");
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_THAT(outcome.message(), HasSubstr("locked by another process"));
  EXPECT_NE(outcome.error.flags & HV_ERROR_RETRYABLE, 0u);
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  adapter.exchange.deadline_ms = 0;
  EXPECT_EQ(adapter.import(folder_ / "b").status, HV_OK);
}

TEST_F(StoreTest, ReaderElsewhereDoesNotHoldUpAnImport) {
  Adapter adapter(folder_ / "s.db");
  Adapter reader(folder_ / "s.db");
  ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  EXPECT_THAT(reader.list(HV_KIND_STUDENT), SizeIs(2));
}

TEST_F(StoreTest, NoDatabaseAtAllIsDataLoss) {
  write_file(folder_ / "s.db", std::string(8192, 'x'));
  Adapter adapter(folder_ / "s.db");
  EXPECT_EQ(adapter.open_status(), HV_DATA_LOSS);
  EXPECT_THAT(adapter.open_error().message, HasSubstr("damaged or no student files"));
}

TEST_F(StoreTest, DatabaseOfAnotherProgramIsLeftAlone) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "s.db").c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "CREATE TABLE marks (x)", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  Adapter adapter(folder_ / "s.db");
  EXPECT_EQ(adapter.open_status(), HV_INVALID_ARGUMENT);
  EXPECT_THAT(adapter.open_error().message, HasSubstr("another program"));
}

TEST_F(StoreTest, StoreOfANewerVersionIsRefused) {
  { Adapter adapter(folder_ / "s.db"); }
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "s.db").c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "PRAGMA user_version=99", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  Adapter adapter(folder_ / "s.db");
  EXPECT_EQ(adapter.open_status(), HV_FAILED_PRECONDITION);
  EXPECT_THAT(adapter.open_error().message, HasSubstr("newer version"));
}

TEST_F(StoreTest, DamagedPagesAreDataLossNotWrongRecords) {
  {
    Adapter adapter(folder_ / "s.db");
    ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  }
  // Everything behind the first page, where the schema begins.
  const auto size = std::filesystem::file_size(folder_ / "s.db");
  std::FILE* file = std::fopen((folder_ / "s.db").c_str(), "r+b");
  std::fseek(file, 4096, SEEK_SET);
  for (std::uintmax_t i = 4096; i < size; ++i) std::fputc(0x5A, file);
  std::fclose(file);
  Adapter adapter(folder_ / "s.db");
  hv_error error{};
  std::vector<Record> records;
  const hv_status status = adapter.opened() ? adapter.try_list(HV_KIND_STUDENT, &records, &error)
                                            : adapter.open_status();
  EXPECT_EQ(status, HV_DATA_LOSS);
  EXPECT_THAT(records, IsEmpty());
}

// Runs a body in a process that is not root, for root may write to anything. The value it returns.
template <typename Body>
int as_nobody(Body body) {
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(99);
    _exit(body());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

TEST_F(StoreTest, ReadOnlyStoreCanBeReadAndRefusesWritesClearly) {
  {
    Adapter adapter(folder_ / "s.db");
    ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  }
  ASSERT_EQ(::chmod((folder_ / "s.db").c_str(), 0444), 0);
  ASSERT_EQ(::chmod(folder_.str().c_str(), 0777), 0);
  const int seen = as_nobody([&] {
    Adapter adapter(folder_ / "s.db");
    if (!adapter.opened()) return 1;
    if (adapter.list(HV_KIND_STUDENT).size() != 2) return 2;
    if ((adapter.capabilities() & (HV_CAN_WRITE_NOTE | HV_CAN_WITHDRAW)) != 0) return 3;
    const Receipt receipt = adapter.submit(entry("hv:1", "s1"));
    if (receipt.status != HV_UNAVAILABLE) return 4;
    return receipt.message.find("cannot be opened for writing") == std::string::npos ? 5 : 0;
  });
  EXPECT_EQ(seen, 0);
}

TEST_F(StoreTest, FolderWithoutWritePermissionIsAClearError) {
  ASSERT_EQ(::chmod(folder_.str().c_str(), 0555), 0);
  const int seen = as_nobody([&] {
    Adapter adapter(folder_ / "s.db");
    if (adapter.open_status() != HV_UNAVAILABLE) return 1;
    return std::strstr(adapter.open_error().message, "right to write") == nullptr ? 2 : 0;
  });
  EXPECT_EQ(seen, 0);
  ::chmod(folder_.str().c_str(), 0755);
}

// A bundle large enough to be cut off in the middle.
void write_large_school(const std::string& path, int students) {
  Files files = small_school_12();
  for (auto& [name, text] : files) {
    for (int i = 0; i < students; ++i) {
      const std::string id = "n" + std::to_string(i);
      if (name == "users.csv") text += id + ",,,true,u,Given,Family,,,05,,,o1,,,\n";
      if (name == "roles.csv") text += "r" + id + ",,," + id + ",primary,student,,,o1\n";
    }
  }
  write_folder(path, files);
}

class CutOffTest : public StoreTest {
 protected:
  void SetUp() override {
    write_folder(folder_ / "b", small_school_12());
    write_large_school(folder_ / "large", 3000);
  }
};

TEST_F(CutOffTest, CancelledImportChangesNothing) {
  Adapter adapter(folder_ / "s.db");
  ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  volatile std::int32_t cancel = 0;
  adapter.exchange.cancel = &cancel;
  // Cancelled by the first progress: in the middle of users.csv.
  adapter.exchange.progress = [](void* flag, std::uint64_t, std::uint64_t) {
    *static_cast<volatile std::int32_t*>(flag) = 1;
  };
  adapter.exchange.progress_user = const_cast<std::int32_t*>(&cancel);
  EXPECT_EQ(adapter.import(folder_ / "large").status, HV_CANCELLED);
  cancel = 0;
  EXPECT_THAT(adapter.list(HV_KIND_STUDENT), SizeIs(2));
}

TEST_F(CutOffTest, DeadlineEndsAnImportWithoutAChange) {
  Adapter adapter(folder_ / "s.db");
  adapter.exchange.deadline_ms = 1;
  const Outcome outcome = adapter.import(folder_ / "large");
  EXPECT_EQ(outcome.status, HV_DEADLINE_EXCEEDED);
  adapter.exchange.deadline_ms = 0;
  EXPECT_THAT(adapter.list(HV_KIND_STUDENT), IsEmpty());
}

TEST_F(CutOffTest, ProgressGrowsToItsTotal) {
  Adapter adapter(folder_ / "s.db");
  struct Seen {
    std::uint64_t done = 0, total = 0, calls = 0;
    bool backwards = false;
  } seen;
  adapter.exchange.progress = [](void* user, std::uint64_t done, std::uint64_t total) {
    auto& s = *static_cast<Seen*>(user);
    s.backwards |= done < s.done;
    s = {done, total, s.calls + 1, s.backwards};
  };
  adapter.exchange.progress_user = &seen;
  ASSERT_EQ(adapter.import(folder_ / "large").status, HV_OK);
  EXPECT_FALSE(seen.backwards);
  EXPECT_GT(seen.calls, 10u);
  EXPECT_EQ(seen.done, seen.total);
}

TEST_F(CutOffTest, CancelledListStops) {
  Adapter adapter(folder_ / "s.db");
  ASSERT_EQ(adapter.import(folder_ / "large").status, HV_OK);
  volatile std::int32_t cancel = 1;
  adapter.exchange.cancel = &cancel;
  std::vector<Record> records;
  hv_error error{};
  EXPECT_EQ(adapter.try_list(HV_KIND_STUDENT, &records, &error), HV_CANCELLED);
  EXPECT_THAT(records, IsEmpty());
}

TEST_F(CutOffTest, ASinkThatStopsEndsTheListWithItsStatus) {
  Adapter adapter(folder_ / "s.db");
  ASSERT_EQ(adapter.import(folder_ / "large").status, HV_OK);
  int count = 0;
  hv_error error{};
  error.struct_size = sizeof error;
  const hv_status status = table().list(
      adapter.raw(), nullptr, HV_KIND_STUDENT, {}, {},
      [](void* user, const hv_record*) {
        return ++*static_cast<int*>(user) == 5 ? HV_RESOURCE_EXHAUSTED : HV_OK;
      },
      &count, nullptr, &error);
  EXPECT_EQ(status, HV_RESOURCE_EXHAUSTED);
  EXPECT_EQ(count, 5);
}

TEST_F(CutOffTest, KilledImportLeavesTheRosterAsItWas) {
  {
    Adapter adapter(folder_ / "s.db");
    ASSERT_EQ(adapter.import(folder_ / "b").status, HV_OK);
  }
  for (int round = 1; round <= 3; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      Adapter adapter(folder_ / "s.db");
      static int calls = 0, last = 0;
      calls = 0;
      last = round * 5;
      adapter.exchange.progress = [](void*, std::uint64_t, std::uint64_t) {
        if (++calls == last) kill(getpid(), SIGKILL);
      };
      adapter.import(folder_ / "large");
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    Adapter adapter(folder_ / "s.db");
    EXPECT_THAT(adapter.list(HV_KIND_STUDENT), SizeIs(2));
  }
}

}  // namespace
}  // namespace local_test
