// A history as one reader may see it: what is outside their tiers is taken out, not hidden.
#pragma once

#include <string>

#include "domain/history.h"
#include "domain/tier.h"

namespace homevisit::access {

// `reader` is the staff id: what they wrote themselves they may see again.
History limited(const History& history, const TierSet& tiers, const std::string& reader);

// Refuses a change that writes into a tier that the actor may not write (HV_PERMISSION_DENIED).
Status check_tiers(const Change& change, Tier innermost);

}  // namespace homevisit::access
