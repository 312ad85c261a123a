// What goes wrong in one seed, drawn from it.
#pragma once

#include <cstdint>
#include <string>

#include "random.h"

namespace delivery_checker {

struct RunOptions;

struct Weather {
  int operations = 0, hosts = 0, deliverers = 0;
  bool all_at_once = false;  // else one process works at a time, and the seed replays step by step
  bool unique = false;       // the system refuses a reference that it has
  int step_kills = 0;        // at named steps
  int kill_percent = 0;      // of all goes: killed at any moment
  int stall_percent = 0;     // of all answers: its deliverer is held up, beyond its lease too
  int restarts = 0;          // of the machine
  int jump_percent = 0;      // of all sleeps: somebody sets the machine's clock
  std::string system;        // members for Sis::configure

  // `from_ms`: when the seed begins.
  static Weather drawn(Draw& draw, const RunOptions& options, std::int64_t from_ms);
};

}  // namespace delivery_checker
