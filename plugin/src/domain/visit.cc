#include "domain/visit.h"

namespace homevisit {

bool is_planned(VisitState state) {
  return state == VisitState::proposed || state == VisitState::confirmed ||
         state == VisitState::rescheduled;
}

bool is_contact(VisitState state) {
  return state == VisitState::held || state == VisitState::interrupted;
}

bool is_closed(VisitState state) { return !is_planned(state); }

Tier widest_tier(Topic topic) {
  switch (topic) {
    case Topic::values:
      return Tier::confidential;  // R14
    case Topic::strengths:
    case Topic::interests:
    case Topic::pride:
    case Topic::ambitions:
    case Topic::expectations_family:
    case Topic::expectations_school:
    case Topic::role_split:
    case Topic::school_affairs:
      return Tier::shared;
    default:
      return Tier::care;
  }
}

Tier default_tier(Topic topic) {
  // Nothing is shared by default but what a mentor puts into the key points.
  return topic == Topic::values ? Tier::confidential : Tier::care;
}

}  // namespace homevisit
