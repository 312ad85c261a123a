#include "allocations.h"

#include <dlfcn.h>

namespace homevisit::conform {
namespace {

struct Hooks {
  void (*arm)(std::uint64_t, int) = nullptr;
  std::uint64_t (*disarm)() = nullptr;
  int (*pause)(int) = nullptr;

  Hooks() {
    arm = reinterpret_cast<void (*)(std::uint64_t, int)>(
        ::dlsym(RTLD_DEFAULT, "hv_failing_malloc_arm"));
    disarm =
        reinterpret_cast<std::uint64_t (*)()>(::dlsym(RTLD_DEFAULT, "hv_failing_malloc_disarm"));
    pause = reinterpret_cast<int (*)(int)>(::dlsym(RTLD_DEFAULT, "hv_failing_malloc_pause"));
  }
};

const Hooks& hooks() {
  static const Hooks found;
  return found;
}

}  // namespace

bool Allocations::can_fail() { return hooks().arm != nullptr; }

void Allocations::arm(std::uint64_t number, bool all_after) {
  if (can_fail()) hooks().arm(number, all_after ? 1 : 0);
}

std::uint64_t Allocations::disarm() { return can_fail() ? hooks().disarm() : 0; }

Allocations::Pause::Pause() : before_(can_fail() ? hooks().pause(1) : 0) {}

Allocations::Pause::~Pause() {
  if (can_fail()) hooks().pause(before_);
}

}  // namespace homevisit::conform
