// Randomness behind a seam, so that a test can count on what it gets.
#pragma once

#include <cstddef>

namespace homevisit {

class Random {
 public:
  virtual ~Random() = default;
  // Fills `size` bytes. [any]
  virtual void fill(void* bytes, std::size_t size) = 0;
};

// The kernel's generator (getrandom). Ends only if the kernel has none, by std::system_error.
Random& system_random();

}  // namespace homevisit
