// Several instances, and many one after another.
#include <fmt/format.h>
#include <malloc.h>

#include <filesystem>
#include <thread>

#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr int kRounds = 100, kWarmUp = 20;
constexpr std::size_t kMostGrowth = 64 << 10;

void two_at_once(Trial& trial) {
  // Both are opened here, so that an import is not done twice.
  Session first(trial), second(trial);
  std::string found[2];
  const auto use = [&](Session& session, std::string& wrong) {
    try {
      for (int round = 0; round < 5; ++round) {
        for (const hv_kind kind : kinds_of(session)) {
          const Listing listing = session.list(kind, {}, scope_of(trial, kind));
          if (!listing.ok()) throw Failed{told("list", listing.outcome)};
        }
      }
    } catch (const Failed& failed) {
      wrong = failed.message;
    }
  };
  trial.input("two instances read on two threads");
  std::thread other([&] { use(second, found[1]); });
  use(first, found[0]);
  other.join();
  for (const std::string& wrong : found) trial.expect(wrong.empty(), wrong);
  first.close();
  second.close();
}

std::size_t open_files() {
  std::size_t count = 0;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", failed)) {
    (void)entry;
    ++count;
  }
  return count;
}

void does_not_grow(Trial& trial) {
  if (is_sanitized()) trial.skip("A sanitizer finds leaks itself.");
  std::size_t before = 0, files = 0;
  for (int round = 0; round < kRounds; ++round) {
    if (round == kWarmUp) {
      before = ::mallinfo2().uordblks;
      files = open_files();
    }
    trial.input(fmt::format("open, list and close for the {}th time", round + 1));
    Session session(trial);
    must_read(trial, session, kinds_of(session).empty() ? HV_KIND_STUDENT : kinds_of(session)[0]);
    session.close();
  }
  const std::size_t after = ::mallinfo2().uordblks;
  const std::size_t grown = after > before ? after - before : 0;
  trial.figure("grown_bytes", static_cast<std::int64_t>(grown));
  trial.expect(grown < kMostGrowth,
               fmt::format("{} bytes were not given back in {} rounds.", grown, kRounds - kWarmUp));
  trial.expect(open_files() <= files, fmt::format("{} files stayed open.", open_files() - files));
}

}  // namespace

void add_instance_cases(std::vector<Case>& out) {
  out.push_back({"instances.two", "Two instances work at once on two threads.", two_at_once});
  out.push_back({"instances.many", "Opening and closing a hundred times takes no more memory.",
                 does_not_grow});
}

}  // namespace homevisit::conform
