// Progress of long work: one line on a terminal that is drawn over, now and then a line of its own
// elsewhere (a log, cron's mail). With the rate, and the time left where the total is known.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "words.h"

namespace homevisit::app {

// [one thread]
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  ProgressLine(const Words& say, bool terminal) : say_(say), terminal_(terminal) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Shows it on stderr when it is time to.
  void report(const char* phase, std::uint64_t done, std::uint64_t total);
  // Takes the line off the terminal.
  void clear();

  // What report() shows at `now`; "" when it is not time yet. For report() and its tests.
  std::string line(const char* phase, std::uint64_t done, std::uint64_t total,
                   Clock::time_point now);

 private:
  Words say_;
  bool terminal_;
  bool shown_ = false;
  std::string phase_;
  std::uint64_t phase_begin_ = 0;  // what was done when the phase was first heard of
  Clock::time_point phase_start_{}, last_{};
};

}  // namespace homevisit::app
