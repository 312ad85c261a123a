#include "http/retry_budget.h"

namespace homevisit::http {

bool RetryBudget::take(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  int& spent = spent_[origin];
  if (spent + tenths > capacity * tenths) return false;
  spent += tenths;
  return true;
}

void RetryBudget::answered(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  const auto found = spent_.find(origin);
  if (found != spent_.end() && --found->second <= 0) spent_.erase(found);
}

}  // namespace homevisit::http
