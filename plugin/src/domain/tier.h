// Who may see what (R61): shared goes into the student's file in the SIS, care is for the mentor
// and the care team, confidential is for its author and the care coordinator and never leaves the
// journal.
#pragma once

#include "domain/names.h"

namespace homevisit {

enum class Tier { shared = 0, care = 1, confidential = 2 };

// The tiers that a reader sees of one student's file.
struct TierSet {
  bool shared = false;
  bool care = false;
  bool confidential = false;      // of every author
  bool own_confidential = false;  // what they wrote themselves

  bool sees(Tier tier, bool own) const {
    switch (tier) {
      case Tier::shared:
        return shared;
      case Tier::care:
        return care || (own && shared);
      case Tier::confidential:
        return confidential || (own && own_confidential);
    }
    return false;
  }
};

}  // namespace homevisit
