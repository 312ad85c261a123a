#include "domain/home.h"

namespace homevisit {

bool share_home(const Guardian& a, const Guardian& b) {
  if (!a.household.empty() && !b.household.empty()) return a.household == b.household;
  return a.lives_with != Ternary::no && b.lives_with != Ternary::no;
}

}  // namespace homevisit
