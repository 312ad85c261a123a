// What may be used once is used once, whoever asks.
#include "journal/used_once.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace homevisit::journal {
namespace {

class UsedOnceTest : public testing::Test {
 protected:
  UsedOnceTest() {
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-used-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ + "/sign-on.db";
  }
  ~UsedOnceTest() override { std::filesystem::remove_all(folder_); }

  static bool used(UsedOnce& store, std::uint8_t what, std::int64_t now = 0) {
    const auto first = store.use(Bytes(32, what), now + 600'000, now);
    EXPECT_TRUE(first) << first.error().message;
    return first && *first;
  }

  std::string folder_, path_;
};

TEST_F(UsedOnceTest, OnceForAllWhoHaveTheFile) {
  const auto one = UsedOnce::at(path_), other = UsedOnce::at(path_);
  EXPECT_TRUE(used(*one, 1));
  EXPECT_FALSE(used(*other, 1));
  EXPECT_TRUE(used(*other, 2));
  EXPECT_FALSE(used(*one, 2));
}

TEST_F(UsedOnceTest, OneOfManyAtATimeWins) {
  std::atomic<int> first = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto store = UsedOnce::at(path_);
      first += used(*store, 7) ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first, 1);
}

TEST_F(UsedOnceTest, ForgetsWhatIsOfNoUseAnyMore) {
  const auto store = UsedOnce::at(path_);
  EXPECT_TRUE(used(*store, 1, 0));
  EXPECT_FALSE(used(*store, 1, 600'000)) << "kept longer, for a clock that is set back";
  EXPECT_TRUE(used(*store, 1, 3 * 60 * 60'000));
}

TEST_F(UsedOnceTest, TheFileIsMadeAtItsFirstUseForItsOwnerAlone) {
  const auto store = UsedOnce::at(path_);
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_TRUE(used(*store, 1));
  struct stat info {};
  ASSERT_EQ(::stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(UsedOnceTest, AnotherFileIsLeftAlone) {
  std::filesystem::create_directory(path_);
  EXPECT_EQ(UsedOnce::at(path_)->use(Bytes(32, 1), 1, 0).error().code, "sign_on_file_not_opened");
  std::filesystem::remove(path_);
  std::ofstream(path_)
      << "a letter to nobody, longer than the head of a database has to be .........."
         "........................................................................";
  EXPECT_FALSE(UsedOnce::at(path_)->use(Bytes(32, 1), 1, 0));
}

}  // namespace
}  // namespace homevisit::journal
