#include "sync/deliver.h"

#include <algorithm>

#include "sync/attempt.h"

namespace homevisit::sync {
namespace {

using journal::Claim;
using journal::Settlement;

// Given back as it was taken.
Settlement untouched(const Claim& claim) {
  Settlement settlement;
  settlement.item = claim.item.id;
  settlement.attempt = claim.attempt();
  settlement.outcome = claim.unknown ? Settlement::Outcome::unknown : Settlement::Outcome::again;
  return settlement;
}

class Deliverer {
 public:
  Deliverer(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
            const CallControl& control, const DeliverOptions& options)
      : journal_(journal), adapter_(adapter), clock_(clock), control_(control), options_(options) {}

  Result<Delivered> run() {
    HV_TRY(control_.check());
    if (!ids_stand()) return result_;
    HV_ASSIGN(auto claims, journal_.claim(options_.terms, room()));
    while (!claims.empty()) {
      const std::vector<Settlement> settled = attempt_all(claims);
      // One commit for the ends of these and the claims of the next.
      const std::int64_t most = control_.check() && ids_stand() ? room() : 0;
      HV_ASSIGN(claims, journal_.claim(options_.terms, most, settled));
      tell(Step::settled);
    }
    return result_;
  }

 private:
  bool ids_stand() const { return !options_.ids_stand || options_.ids_stand(); }
  std::int64_t room() const { return std::min(options_.batch, options_.limit - taken_); }

  std::vector<Settlement> attempt_all(const std::vector<Claim>& claims) {
    std::vector<Settlement> settled;
    bool go_on = true;
    for (const Claim& claim : claims) {
      // The sending must end before the lease does.
      const bool in_time = clock_.uptime_ms() + options_.send_within <= claim.lease_until;
      go_on = go_on && in_time && control_.check().ok() && ids_stand();
      settled.push_back(go_on ? attempt(claim) : untouched(claim));
      go_on = go_on && settled.back().system != Settlement::System::trouble;
    }
    return settled;
  }

  Settlement attempt(const Claim& claim) {
    tell(Step::claimed);
    ++taken_;
    Attempt attempt(journal_, adapter_, clock_, control_, options_);
    Settlement settlement = attempt.make(claim);
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
  std::int64_t taken_ = 0;
  Delivered result_;
};

}  // namespace

Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, const DeliverOptions& options) {
  return Deliverer(journal, adapter, clock, control, options).run();
}

}  // namespace homevisit::sync
