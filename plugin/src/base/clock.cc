#include "base/clock.h"

#include <time.h>

#include <chrono>
#include <fstream>

namespace homevisit {
namespace {

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
};

}  // namespace

std::int64_t Clock::uptime_ms() const {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

const std::string& Clock::boot() const {
  static const std::string id = [] {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string line;
    std::getline(file, line);
    return line;
  }();
  return id;
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace homevisit
