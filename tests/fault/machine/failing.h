// Lets calls of chosen kinds fail: the one with a number, or that one and all after it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "machine/calls.h"

namespace machine {

class Failing final : public Watcher {
 public:
  using Choice = std::function<bool(const Call&)>;

  // `error`: the errno they fail with. `n` 0: none fails, they are counted.
  Failing(Choice choice, int error, std::int64_t n, bool all_after = false)
      : choice_(std::move(choice)), error_(error), n_(n), all_after_(all_after) {}

  int before(const Call& call) override {
    if (choice_(call)) {
      ++count_;
      if (n_ != 0 && (count_ == n_ || (all_after_ && count_ > n_))) return error_;
    }
    // A disk that did sync: waiting for it would prove nothing here.
    return call.kind == Kind::sync ? pretended : 0;
  }
  std::int64_t count() const { return count_; }

 private:
  const Choice choice_;
  const int error_;
  const std::int64_t n_;
  const bool all_after_;
  std::int64_t count_ = 0;
};

}  // namespace machine
