// R100: a matter goes on to somebody of the care structure. Confidential as a whole: never in the
// dossier, only counted elsewhere. A suspicion of abuse is no referral: see school/care.h.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit {

enum class ReferralTo {
  care_coordinator,
  school_social_work,
  school_doctor,
  psychologist,
  support_team,
  municipality,
  other
};
// A class of reasons, to be counted; what it is about stands in `content`.
enum class ReferralReason { learning, wellbeing, upbringing, practical, language, other };
enum class ReferralState { open, taken_up, closed };

struct ReferralMade {
  static constexpr const char* type = "referral_made";
  std::string id;  // UUID
  ReferralTo to = ReferralTo::care_coordinator;
  ReferralReason reason = ReferralReason::other;
  std::string owner;  // staff id
  std::optional<Date> due;
  std::string content;
  std::string visit;  // where it came from one
  bool family_knows = false;
};
template <typename A>
void fields(A& a, ReferralMade& v) {
  a("id", v.id), a("to", v.to), a("reason", v.reason), a("owner", v.owner), a("due", v.due);
  a("content", v.content), a("visit", v.visit), a("family_knows", v.family_knows);
}

struct ReferralChanged {
  static constexpr const char* type = "referral_changed";
  std::string referral;
  ReferralState state = ReferralState::taken_up;
  std::string owner;  // "": as before
  std::string outcome;
};
template <typename A>
void fields(A& a, ReferralChanged& v) {
  a("referral", v.referral), a("state", v.state), a("owner", v.owner), a("outcome", v.outcome);
}

}  // namespace homevisit
