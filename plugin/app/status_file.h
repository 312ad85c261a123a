// How synchronising goes, as a file for whatever watches over the machine: whole at any moment, and
// without personal data.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "json_text.h"

namespace homevisit::app {

// [one thread]
class StatusFile {
 public:
  explicit StatusFile(std::string path) : path_(std::move(path)) {}

  // Writes what a pass answered, where it differs from what stands there or a minute has gone by.
  // An errno where it could not be written; 0 else.
  int tell(const Json& answer);

 private:
  const std::string path_;
  std::string last_;
  std::chrono::steady_clock::time_point written_{};
  std::int64_t delivered_ = 0;  // since the start
};

}  // namespace homevisit::app
