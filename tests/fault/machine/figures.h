// What a test counted, for its own output and for the end of the whole run (HV_REPORTS is the
// folder whose files packaging/test prints).
#pragma once

#include <cstdio>
#include <fstream>
#include <string>

namespace machine {

// `name`: of the file, in which nothing else stands.
inline void report(const std::string& name, const std::string& line) {
  std::printf("[ figures  ] %s\n", line.c_str());
  std::ofstream(HV_REPORTS "/" + name + ".txt") << line << "\n";
}

}  // namespace machine
