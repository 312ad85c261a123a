#include "sync/deliver.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "sync/attempt.h"

namespace homevisit::sync {
namespace {

using journal::Claim;
using journal::Settlement;

constexpr double usual_ms = 30;  // of one sending, before one was seen

// Given back as it was taken.
Settlement untouched(const Claim& claim) {
  Settlement settlement;
  settlement.item = claim.item.id;
  settlement.attempt = claim.attempt();
  give_back(claim, settlement);
  return settlement;
}

struct Taken {
  Claim claim;
  std::int64_t roster;  // the version that its id is of
};

class Deliverer {
 public:
  Deliverer(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
            const CallControl& control, const DeliverOptions& options)
      : journal_(journal),
        adapter_(adapter),
        clock_(clock),
        control_(control),
        options_(options),
        began_(clock.uptime_ms()) {}

  Result<Delivered> run() {
    HV_TRY(control_.check());
    HV_TRY(settle_and_take());
    while (!taken_.empty()) {
      const Taken taken = std::move(taken_.front());
      taken_.pop_front();
      settled_.push_back(may_send(taken) ? attempt(taken) : untouched(taken.claim));
      go_on_ = go_on_ && settled_.back().system != Settlement::System::trouble;
      if (!taken_.empty()) continue;
      HV_TRY(settle_and_take());
      tell(Step::settled);
      go_on_ = true;
    }
    result_.more = room() <= 0;
    return result_;
  }

 private:
  std::optional<std::int64_t> roster() const { return options_.followed ? options_.followed() : 0; }
  // How many more may be begun.
  std::int64_t room() const {
    const bool over = options_.take_for > 0 && clock_.uptime_ms() - began_ >= options_.take_for;
    return over ? 0 : options_.limit - begun_;
  }

  bool may_send(const Taken& taken) {
    // The sending must end before the lease does.
    const bool in_time = clock_.uptime_ms() + options_.send_within <= taken.claim.lease_until;
    go_on_ = go_on_ && in_time && control_.check().ok() && roster() == taken.roster;
    return go_on_;
  }

  Result<std::int64_t> batch() {
    const double fitting = static_cast<double>(options_.batch_ms) / std::max(pace_ms_, 1.0);
    const auto most = std::clamp<std::int64_t>(std::llround(fitting), 1, options_.batch_most);
    HV_ASSIGN(const std::int64_t waiting, journal_.count_waiting(options_.share * most));
    return std::min({most, std::max<std::int64_t>(waiting / options_.share, 1), room()});
  }

  // One commit for how these ended and the claims of the next.
  Status settle_and_take() {
    std::int64_t most = 0;
    // Read before the claim: the ids are of this version or a later one, never of an earlier.
    const auto version = roster();
    if (room() > 0 && control_.check() && version) {
      HV_ASSIGN(most, batch());
    }
    if (most == 0 && settled_.empty()) return ok();
    HV_ASSIGN(auto claims, journal_.claim(options_.terms, most, settled_));
    settled_.clear();
    for (Claim& claim : claims) taken_.push_back({std::move(claim), version.value_or(0)});
    return ok();
  }

  // The system works on the last one that was taken: time for the journal. Where all went well so
  // far, for a system in doubt is tried with one at a time. What fails is done after the answer.
  void take_ahead() {
    const bool well = std::all_of(settled_.begin(), settled_.end(), [](const Settlement& one) {
      return one.system == Settlement::System::well || one.system == Settlement::System::silent;
    });
    if (!taken_.empty() || looked_ahead_ || !well) return;
    looked_ahead_ = true;
    if (settle_and_take()) tell(Step::ahead);
  }

  Settlement attempt(const Taken& taken) {
    tell(Step::claimed);
    ++begun_;
    looked_ahead_ = false;
    const std::int64_t from = clock_.uptime_ms();
    Attempt attempt(
        journal_, adapter_, clock_, control_, options_, [&] { return roster() == taken.roster; },
        [this] { take_ahead(); });
    Settlement settlement = attempt.make(taken.claim);
    pace_ms_ += (static_cast<double>(clock_.uptime_ms() - from) - pace_ms_) / 4;
    tell(Step::answered);
    if (settlement.outcome == Settlement::Outcome::done) {
      control_.report("deliver", static_cast<std::uint64_t>(++result_.delivered), 0);
    } else if (!settlement.code.empty()) {
      result_.last_error = settlement.code;
    }
    return settlement;
  }

  void tell(Step step) const {
    if (options_.step) options_.step(step);
  }

  journal::Journal& journal_;
  adapters::Adapter& adapter_;
  const Clock& clock_;
  const CallControl& control_;
  const DeliverOptions& options_;
  const std::int64_t began_;  // uptime
  std::deque<Taken> taken_;
  std::vector<Settlement> settled_;
  bool go_on_ = true;
  bool looked_ahead_ = false;
  std::int64_t begun_ = 0;
  double pace_ms_ = usual_ms;  // of one sending of late
  Delivered result_;
};

}  // namespace

Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, const DeliverOptions& options) {
  return Deliverer(journal, adapter, clock, control, options).run();
}

}  // namespace homevisit::sync
