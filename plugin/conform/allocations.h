// Makes the adapter's allocations fail, by the library failing_malloc.c where the process was
// started with it.
#pragma once

#include <cstdint>

namespace homevisit::conform {

class Allocations {
 public:
  // Is the library there?
  static bool can_fail();
  // From now on counts; the one with this number fails (0: none does), and with `all_after` every
  // one behind it too.
  static void arm(std::uint64_t number, bool all_after = false);
  // Ends it. How many there were.
  static std::uint64_t disarm();

  // What the kit itself allocates while the adapter calls it neither counts nor fails.
  class Pause {
   public:
    Pause();
    ~Pause();
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

   private:
    int before_;
  };
};

}  // namespace homevisit::conform
