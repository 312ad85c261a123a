// For what the checker itself needs and does not get: a folder, a process, the fake system.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace delivery_checker {

[[noreturn]] inline void give_up(const std::string& why) {
  std::fprintf(stderr, "delivery_checker: %s\n", why.c_str());
  std::exit(2);
}

}  // namespace delivery_checker
