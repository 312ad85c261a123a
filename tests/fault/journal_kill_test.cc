// kill -9 at any moment: what was acknowledged is there, once, and the chain holds.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <csignal>
#include <map>
#include <random>
#include <set>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::IsEmpty;

constexpr int kills = 80;
constexpr unsigned seed = 20261012;

using Kill = JournalTest;

// Appends for ever and says each event's number after its commit.
[[noreturn]] void append_until_killed(const Options& options, std::int64_t first, int out) {
  auto journal = Journal::open(options);
  if (!journal) ::_exit(1);
  for (std::int64_t n = first;; ++n) {
    const std::string student = "s" + std::to_string(n % 7);
    auto transaction = (*journal)->begin();
    if (!transaction) ::_exit(2);
    const std::string body = std::to_string(n) + std::string(static_cast<std::size_t>(n % 50), ' ');
    const auto seq =
        (*transaction)
            ->append(student, Stream::dossier, Uuid::make(*options.clock, system_random()), body);
    if (!seq) ::_exit(3);
    OutboxItem item;
    item.student = student;
    item.marker = std::to_string(n);
    item.entry = body;
    item.event_seq = *seq;
    if (!(*transaction)->enqueue(item)) ::_exit(4);
    if (!(*transaction)->put_projection(student, "history", {*seq, body})) ::_exit(5);
    if (!(*transaction)->commit()) ::_exit(6);
    if (::write(out, &n, sizeof n) != sizeof n) ::_exit(7);
  }
}

TEST_F(Kill, LosesAndDoublesNothingAcknowledged) {
  ASSERT_TRUE(Journal::create(options));
  std::mt19937 random(seed);
  std::set<std::int64_t> acknowledged;
  for (int round = 0; round < kills; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      // Numbers of its own in each round: one more may be there than was said.
      append_until_killed(options, round * 1'000'000, ends[1]);
    }
    ::close(ends[1]);
    ::usleep(std::uniform_int_distribution<useconds_t>(0, 60'000)(random));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status))
        << "the child ended by itself in round " << round << " with " << WEXITSTATUS(status);
    std::int64_t n = 0;
    while (::read(ends[0], &n, sizeof n) == sizeof n) acknowledged.insert(n);
    ::close(ends[0]);
  }
  ASSERT_GT(acknowledged.size(), static_cast<std::size_t>(kills));

  auto journal = open();
  ASSERT_TRUE(journal);
  EXPECT_THAT(verify(*journal).problems, IsEmpty()) << "seed " << seed;
  std::map<std::int64_t, int> found;
  std::int64_t deliveries = 0, students = 0;
  ASSERT_TRUE(journal->each_student([&](const std::string& student) {
    ++students;
    std::string last;
    for (const std::string& body : bodies(*journal, student)) {
      ++found[std::stoll(body)];
      last = body;
    }
    EXPECT_EQ((*journal->projection(student, "history"))->body, last) << "written together";
    deliveries += static_cast<std::int64_t>(journal->deliveries(student)->size());
    return Status();
  }));
  EXPECT_EQ(students, 7);
  for (const std::int64_t n : acknowledged) EXPECT_EQ(found[n], 1) << "event " << n;
  for (const auto& [n, times] : found) EXPECT_EQ(times, 1) << "event " << n;
  EXPECT_EQ(deliveries, static_cast<std::int64_t>(found.size())) << "written together";
  EXPECT_LE(found.size(), acknowledged.size() + kills) << "at most one unsaid per kill";
}

}  // namespace
}  // namespace homevisit::journal
