// Every call of a kind fails in turn, while a school lives its day. Nothing ends, whoever asked is
// told in words, what was acknowledged is there, and nothing stands twice.
#include <errno.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <string.h>

#include "day.h"
#include "machine/failing.h"
#include "machine/figures.h"

namespace calls {
namespace {

using machine::Call;
using machine::Failing;
using machine::Kind;
using testing::IsEmpty;

struct Sort {
  const char* name;
  const char* words;
  Kind kind;
  std::vector<int> errors;  // in turn

  friend void PrintTo(const Sort& sort, std::ostream* out) { *out << sort.words; }
};

const Sort sorts[] = {
    {"Write", "writes", Kind::write, {ENOSPC, EIO}},
    {"Sync", "syncs", Kind::sync, {EIO}},
    {"Truncate", "truncations", Kind::truncate, {EIO}},
    {"Name", "links, renames and removals", Kind::name, {EIO, ENOSPC}},
    {"Open", "openings", Kind::open, {EACCES, EMFILE, ENOSPC, EIO}},
};

// A disk that fails is no reason to restore a backup, nor does one that is full look like one that
// is broken, or the other way round.
bool misleads(const std::string& code, int error) {
  for (const char* wrong : {"damaged", "broken", "not_a_", "wrong_key", "database_failed"})
    if (code.find(wrong) != std::string::npos) return true;
  return code == "disk_full" ? error != ENOSPC : code == "disk_failed" && error == ENOSPC;
}

// Under a sanitizer each day takes ten times as long; what fails there in memory shows all the
// same.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int step = 8;
#else
constexpr int step = 1;
#endif

class CallsInTurn : public testing::TestWithParam<Sort> {};

TEST_P(CallsInTurn, FailWithWordsAndLoseNothing) {
  const Sort& sort = GetParam();
  const auto chosen = [&](const Call& call) { return call.kind == sort.kind; };
  std::int64_t failed = 0, told = 0;
  for (std::int64_t n = 1;; n += step) {
    Day day;
    const int error = sort.errors[static_cast<std::size_t>(n) % sort.errors.size()];
    Failing failing(chosen, error, n);
    {
      const machine::Watching watching(failing);
      day.live();
    }
    if (failing.count() < n) break;
    ++failed;
    told += day.codes().empty() ? 0 : 1;
    EXPECT_THAT(day.unclear(), IsEmpty());
    for (const std::string& code : day.codes())
      EXPECT_FALSE(misleads(code, error)) << code << " for " << ::strerror(error);
    Failing none(chosen, error, 0);
    const machine::Watching watching(none);
    day.finish_and_compare();
    ASSERT_FALSE(HasFailure()) << sort.words << ", the one with number " << n;
  }
  machine::report(fmt::format("failing_{}", sort.name),
                  fmt::format("Failed in turn: {} {}; {} times somebody was told; losses 0", failed,
                              sort.words, told));
  EXPECT_GT(failed, 0);
}

INSTANTIATE_TEST_SUITE_P(Each, CallsInTurn, testing::ValuesIn(sorts),
                         [](const auto& sort) { return std::string(sort.param.name); });

}  // namespace
}  // namespace calls
