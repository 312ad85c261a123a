// How often one host may be asked again. Each second try takes a token, each answer gives a tenth
// of one back: a hiccup is passed over at once, and in an outage one request in ten is tried twice
// and not each of them eight times.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace homevisit::http {

// [any]
class RetryBudget {
 public:
  static constexpr int capacity = 10;

  // Takes a token; false where there is none.
  bool take(const std::string& origin);
  void answered(const std::string& origin);

 private:
  static constexpr int tenths = 10;
  std::mutex mutex_;
  std::map<std::string, int> spent_;  // in tenths; not there: nothing
};

}  // namespace homevisit::http
