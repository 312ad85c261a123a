#include "deliverer.h"

#include "adapters/adapter.h"
#include "crypto/master_key.h"
#include "http/network.h"
#include "journal/journal.h"
#include "random.h"
#include "sync/deliver.h"

namespace delivery_checker {
namespace {

using namespace homevisit;

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : draw_(seed) {}
  void fill(void* bytes, std::size_t size) override {
    auto* at = static_cast<std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < size; ++i) at[i] = static_cast<std::uint8_t>(draw_.up_to(255));
  }

 private:
  Draw draw_;
};

// Waits of the network's, in the checker's time.
class SharedSleeper final : public http::Sleeper {
 public:
  explicit SharedSleeper(const DeliverySeams& seams) : seams_(seams) {}
  Status sleep(std::int64_t ms, const CallControl& control) override {
    HV_TRY(control.check());
    seams_.wait(ms);
    return ok();
  }

 private:
  const DeliverySeams& seams_;
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

class Token final : public http::SecretSource {
 public:
  Result<Secret> secret(const std::string&) override { return Secret(std::string_view("token")); }
  void forget(const std::string&) override {}
};

class RealDeliverer final : public Deliverer {
 public:
  RealDeliverer(const DeliveryPlan& plan, const SharedTime& time, DeliverySeams seams)
      : seams_(std::move(seams)),
        clock_(time),
        waiting_(time),
        sleeper_(seams_),
        random_(plan.seed) {
    if (!plan.settles) options_.terms.settle = 0;
    // Large batches too, though little waits.
    if (plan.seed % 2 == 0) options_.share = 1;
    options_.step = [this](sync::Step step) {
      if (step == sync::Step::claimed) waiting_.begin();
      seams_.passes(delivery_steps()[static_cast<std::size_t>(step)]);
    };
  }

  Status prepare(const DeliveryPlan& plan) {
    HV_ASSIGN(network_,
              http::SystemNetwork::open({}, token_, log_, {waiting_, random_, sleeper_, nullptr}));
    HV_ASSIGN(const adapters::Library library, adapters::load(HV_MEADOW_ADAPTER));
    adapters::HostParts host;
    host.network = network_.get();
    host.secrets = &token_;
    host.log = &log_;
    HV_ASSIGN(adapter_, adapters::Adapter::open(library, "{\"url\":\"" + plan.url + "\"}", host));
    journal::Options where;
    where.path = plan.folder + "/journal.db";
    where.system = "meadow";
    where.clock = &clock_;
    where.random = &system_random();
    HV_ASSIGN(where.master_key, crypto::read_key_file(plan.folder + "/master.key"));
    HV_ASSIGN(journal_, journal::Journal::open(where));
    return ok();
  }

  Result<std::int64_t> pass(std::int64_t limit) override {
    const CallControl control;
    options_.limit = limit;
    HV_ASSIGN(const auto done, sync::deliver(*journal_, *adapter_, clock_, control, options_));
    return done.delivered;
  }

  Result<std::int64_t> waiting() override {
    HV_ASSIGN(const auto counts, journal_->outbox_counts());
    return counts.waiting();
  }

 private:
  const DeliverySeams seams_;
  SharedClock clock_;
  WaitingClock waiting_;
  SharedSleeper sleeper_;
  SeededRandom random_;
  Token token_;
  const Log log_;
  sync::DeliverOptions options_;
  std::unique_ptr<http::Network> network_;
  std::unique_ptr<adapters::Adapter> adapter_;
  std::unique_ptr<journal::Journal> journal_;
};

}  // namespace

const std::vector<std::string>& delivery_steps() {
  static const std::vector<std::string> steps{"claimed", "looked up", "sending",
                                              "ahead",   "answered",  "settled"};
  return steps;
}

Result<std::unique_ptr<Deliverer>> Deliverer::open(const DeliveryPlan& plan, const SharedTime& time,
                                                   DeliverySeams seams) {
  auto deliverer = std::make_unique<RealDeliverer>(plan, time, std::move(seams));
  HV_TRY(deliverer->prepare(plan));
  return std::unique_ptr<Deliverer>(std::move(deliverer));
}

}  // namespace delivery_checker
