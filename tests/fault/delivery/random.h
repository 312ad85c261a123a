// Everything a seed draws. The same seed draws the same.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace delivery_checker {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  // From 0 to `most`, all alike.
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
  }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + up_to(most - least);
  }
  // True so many times out of a hundred.
  bool percent(int times) { return up_to(99) < times; }
  template <typename T>
  T& one_of(std::vector<T>& all) {
    return all[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(all.size()) - 1))];
  }
  std::uint64_t seed() { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace delivery_checker
