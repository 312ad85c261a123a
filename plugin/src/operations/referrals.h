// R100: what went on to the care structure, as one reader may see it. The care co-ordinator sees
// all of it, the author what she wrote; whoever is to take it up sees that it is theirs, from whom
// and by when, and hears the rest from the author.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "domain/referral.h"
#include "operations/context.h"

namespace homevisit::operations {

struct ReferralRow {
  std::string student, student_name;
  ReferralMade referral;  // `content` empty where the reader may not see it
  ReferralState state = ReferralState::open;
  std::string outcome;
  Date made{};
  std::string by_name;
};

// May this person say how a referral goes?
bool may_change(const access::Actor& actor, const ReferralMade& referral,
                const std::string& author);

// Each student whose referrals are shown is a look at that student's file. Closed ones only where
// they are asked for. By the day they are due, then as they were made.
Result<std::vector<ReferralRow>> read_referrals(Context& context, const access::Actor& actor,
                                                const std::string& actor_name, bool closed,
                                                const std::string& what);

}  // namespace homevisit::operations
