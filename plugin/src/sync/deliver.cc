#include "sync/deliver.h"

#include <algorithm>

#include "sync/attempt.h"

namespace homevisit::sync {

Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, const DeliverOptions& options) {
  Delivered result;
  HV_TRY(control.check());
  HV_ASSIGN(auto claim, journal.claim(options.terms));
  for (std::int64_t taken = 1; claim; ++taken) {
    const auto tell = [&](Step step) {
      if (options.step) options.step(step);
    };
    tell(Step::claimed);
    Attempt attempt(journal, adapter, clock, control, options);
    const journal::Settlement settlement = attempt.make(*claim);
    tell(Step::answered);
    if (settlement.outcome == journal::Settlement::Outcome::done) {
      control.report("deliver", static_cast<std::uint64_t>(++result.delivered), 0);
    } else if (!settlement.code.empty()) {
      result.last_error = settlement.code;
    }
    // One commit for the end of this item and the claim of the next.
    const bool more = taken < options.limit && control.check().ok();
    if (more) {
      HV_ASSIGN(claim, journal.claim(options.terms, &settlement));
    } else {
      HV_ASSIGN([[maybe_unused]] const bool ours, journal.settle(options.terms, settlement));
      claim.reset();
    }
    tell(Step::settled);
  }
  return result;
}

}  // namespace homevisit::sync
