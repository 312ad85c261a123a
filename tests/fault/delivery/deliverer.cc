// A deliverer: the real journal, the real delivery, the real HTTP engine and the template's adapter
// as a loaded library. Only time, chance and waiting are the checker's.
#include <random>

#include "adapters/adapter.h"
#include "crypto/master_key.h"
#include "http/network.h"
#include "journal/journal.h"
#include "sync/deliver.h"
#include "worker.h"

namespace delivery_checker {
namespace {

using namespace homevisit;

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(void* bytes, std::size_t size) override {
    auto* at = static_cast<std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < size; ++i) at[i] = static_cast<std::uint8_t>(engine_());
  }
  std::int64_t upto(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
  }

 private:
  std::mt19937_64 engine_;
};

// Waits of the network's, in the checker's time.
class SharedSleeper final : public http::Sleeper {
 public:
  explicit SharedSleeper(Channel& channel) : channel_(channel) {}
  Status sleep(std::int64_t ms, const CallControl& control) override {
    HV_TRY(control.check());
    channel_.ask({Message::Kind::sleep, ms});
    return ok();
  }

 private:
  Channel& channel_;
};

// The machine's clock, and what was waited since an item was claimed: no wait may outlast the
// lease.
class WaitingClock final : public Clock {
 public:
  explicit WaitingClock(const SharedTime& time) : time_(time) {}
  std::int64_t now_ms() const override {
    return system_clock().now_ms() + time_.uptime_ms() - since_;
  }
  void begin() { since_ = time_.uptime_ms(); }

 private:
  const SharedTime& time_;
  std::int64_t since_ = 0;
};

class Meadow final : public http::SecretSource {
 public:
  Result<Secret> secret(const std::string&) override { return Secret(std::string_view("token")); }
  void forget(const std::string&) override {}
};

struct Parts {
  explicit Parts(Channel& channel, const DeliveryPlan& plan, const SharedTime& time)
      : clock(time), waiting(time), sleeper(channel), random(plan.seed) {}

  SharedClock clock;
  WaitingClock waiting;
  SharedSleeper sleeper;
  SeededRandom random;
  Meadow secrets;
  Log log;
  std::unique_ptr<http::Network> network;
  std::unique_ptr<adapters::Adapter> adapter;
  std::unique_ptr<journal::Journal> journal;

  Status open(const DeliveryPlan& plan) {
    HV_ASSIGN(network,
              http::SystemNetwork::open({}, secrets, log, {waiting, random, sleeper, nullptr}));
    HV_ASSIGN(const adapters::Library library, adapters::load(HV_MEADOW_ADAPTER));
    adapters::HostParts host;
    host.network = network.get();
    host.secrets = &secrets;
    host.log = &log;
    HV_ASSIGN(adapter, adapters::Adapter::open(library, "{\"url\":\"" + plan.url + "\"}", host));
    journal::Options options;
    options.path = plan.folder + "/journal.db";
    options.system = "meadow";
    options.clock = &clock;
    options.random = &system_random();
    HV_ASSIGN(options.master_key, crypto::read_key_file(plan.folder + "/master.key"));
    HV_ASSIGN(journal, journal::Journal::open(options));
    return ok();
  }

  // One pass; gives how long to sleep and how much waits.
  Result<Message> pass() {
    waiting.begin();
    const CallControl control;
    sync::DeliverOptions options;
    options.limit = 1;
    HV_ASSIGN(const auto done, sync::deliver(*journal, *adapter, clock, control, options));
    HV_ASSIGN(const auto counts, journal->outbox_counts());
    return Message{Message::Kind::sleep,
                   done.delivered > 0 ? random.upto(5'000) : 5'000 + random.upto(55'000),
                   counts.waiting()};
  }
};

}  // namespace

const std::vector<std::string>& delivery_steps() {
  static const std::vector<std::string> steps{"claimed"};
  return steps;
}

void deliver(Channel& channel, const DeliveryPlan& plan, const SharedTime& time) {
  Parts parts(channel, plan, time);
  if (const Status opened = parts.open(plan); !opened) {
    channel.ask({Message::Kind::broken, 0, -1, opened.error().message});
    return;
  }
  channel.ask({Message::Kind::ready});
  while (true) {
    auto said = parts.pass();
    if (!said) {
      channel.ask({Message::Kind::broken, 0, -1, said.error().code + ": " + said.error().message});
      return;
    }
    channel.ask(*said);
  }
}

}  // namespace delivery_checker
