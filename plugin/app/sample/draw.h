// Chance from a seed. The standard fixes what mt19937_64 yields, but not what its distributions
// make of it, so the bounding is done here: the same seed gives the same school everywhere.
#pragma once

#include <cstdint>
#include <random>

namespace homevisit::sample {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  // 0 to n - 1, each as likely. REQUIRES: n > 0
  std::uint64_t below(std::uint64_t n) {
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % n;
    std::uint64_t value = engine_();
    while (value >= limit) value = engine_();
    return value % n;
  }

  bool percent(unsigned chance) { return below(100) < chance; }

  template <class Sequence>
  const auto& of(const Sequence& sequence) {
    return sequence[below(sequence.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace homevisit::sample
