// Reads rosters into a store, as often as it is told: each line of its input ("whole" or "changes")
// is one reading, each line of its output what that took, as JSON.
//   pull_bench ADAPTER.so CONFIG SECRET ROSTER.db
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>

#include "adapters/adapter.h"
#include "http/network.h"
#include "journal/roster_store.h"
#include "sync/pull.h"

namespace {

// Of this process, all threads.
double cpu_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace homevisit;
  if (argc != 5) return 2;
  struct OneSecret final : http::SecretSource {
    std::string value;
    Result<Secret> secret(const std::string&) override { return Secret(std::string_view(value)); }
    void forget(const std::string&) override {}
  } secrets;
  secrets.value = argv[3];
  const Log log;
  const auto give_up = [](const Error& error) {
    fmt::print(stderr, "{}\n", error.message);
    return 1;
  };
  const auto network = http::SystemNetwork::open({}, secrets, log);
  if (!network) return give_up(network.error());
  const auto library = adapters::load(argv[1]);
  if (!library) return give_up(library.error());
  const auto adapter =
      adapters::Adapter::open(*library, argv[2], {.network = network->get(), .secrets = &secrets});
  if (!adapter) return give_up(adapter.error());
  const auto store = journal::RosterStore::open(argv[4]);
  if (!store) return give_up(store.error());

  const CallControl control;
  for (std::string line; std::getline(std::cin, line);) {
    const auto pull = line == "changes" ? sync::pull_changes : sync::pull_roster;
    const auto begin = std::chrono::steady_clock::now();
    const double cpu = cpu_ms();
    const auto pulled = pull(**adapter, **store, system_clock(), control, {});
    if (!pulled) return give_up(pulled.error());
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - begin;
    fmt::print(R"({{"whole":{},"changed":{},"removed":{},"cpu":{:.2f},"ms":{:.2f}}})"
               "\n",
               pulled->whole, pulled->change.changed, pulled->change.removed, cpu_ms() - cpu,
               taken.count());
    std::fflush(stdout);
  }
  return 0;
}
