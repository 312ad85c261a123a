// Whatever a host was told to be done is there after its process was killed, once.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>

#include "host.h"

namespace host_test {
namespace {

constexpr const char* students[] = {alone, one_home, two_homes, secret};

// Records visits and says which were acknowledged, one a line, until it is killed.
[[noreturn]] void record_until_killed(const std::string& config, int round, int pipe) {
  hv_ctx* ctx = nullptr;
  if (hv_open(config.data(), config.size(), &ctx, nullptr) != HV_OK) ::_exit(3);
  for (int i = 0;; ++i) {
    const std::string point = "point-" + std::to_string(round) + "-" + std::to_string(i);
    const std::string request =
        std::string(R"({"submission":"sub-)") + point + R"(","student":")" + students[i % 4] +
        R"(","date":"2026-10-12","report":{"key_points":[")" + point + "\"]}}";
    char* answer = nullptr;
    const hv_status status = hv_call(ctx, mentor, "visit.record", request.data(), request.size(),
                                     nullptr, &answer, nullptr);
    hv_free(answer);
    if (status != HV_OK) ::_exit(4);
    const std::string line = point + "\n";
    if (::write(pipe, line.data(), line.size()) < 0) ::_exit(5);
  }
}

TEST(KillTest, NothingThatWasAcknowledgedIsLostAndNothingStandsTwice) {
  constexpr int rounds = 32;
  Folder folder;
  const std::string config = config_in(folder);
  {
    Host host(config);
    write_school(folder / "school");
    host.call(it, "roster.import", "{\"path\":\"" + (folder / "school") + "\"}");
  }
  std::mt19937 random(20261012);
  std::multiset<std::string> acknowledged;
  int with_work = 0;
  for (int round = 0; round < rounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      record_until_killed(config, round, ends[1]);
    }
    ::close(ends[1]);
    // Once it is at work, any moment is as good as another.
    std::string lines;
    char block[4096];
    ssize_t got = ::read(ends[0], block, sizeof block);
    if (got > 0) lines.append(block, static_cast<std::size_t>(got));
    ::usleep(static_cast<useconds_t>(random() % 12'000));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status))
        << "round " << round << " ended by itself: " << WEXITSTATUS(status);
    while ((got = ::read(ends[0], block, sizeof block)) > 0)
      lines.append(block, static_cast<std::size_t>(got));
    ::close(ends[0]);
    with_work += lines.empty() ? 0 : 1;
    for (std::size_t at = 0, end; (end = lines.find('\n', at)) != std::string::npos; at = end + 1)
      acknowledged.insert(lines.substr(at, end - at));
  }
  EXPECT_EQ(with_work, rounds);

  Host host(config);
  EXPECT_TRUE(host.call(it, "audit.verify", "{}")["ok"].is_true());
  std::multiset<std::string> found;
  for (const char* student : students) {
    const Reply history = host.history(mentor, student);
    for (std::size_t i = 0; i < history["timeline"].size(); ++i)
      found.emplace(history["timeline"].at(i)["visit"]["report"]["key_points"].at(0).text());
  }
  for (const std::string& point : acknowledged) EXPECT_EQ(found.count(point), 1u) << point;
  // At most one of each round was written without being acknowledged.
  EXPECT_LE(found.size(), acknowledged.size() + rounds);
}

}  // namespace
}  // namespace host_test
