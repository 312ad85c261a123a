// What an administrator reads to know what went on: one line a message, no personal data.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"

namespace homevisit {

enum class LogLevel { debug, info, warning, error };

// [any]
class Log {
 public:
  struct Options {
    std::string file;  // appended to; "": none
    // Also, or only, to the standard error, for whoever stands there: from warning up.
    bool to_stderr = false;
    LogLevel level = LogLevel::warning;
  };

  Log() = default;  // drops everything
  // A new file may be read by its owner alone. HV_PERMISSION_DENIED, HV_NOT_FOUND (no such folder),
  // HV_UNAVAILABLE where it cannot be opened.
  static Result<Log> open(const Options& options, const Clock& clock = system_clock());
  Log(Log&& other) noexcept;
  Log& operator=(Log&& other) noexcept;
  ~Log();

  bool takes(LogLevel level) const {
    return level >= level_ && (fd_ >= 0 || (stderr_ && level >= LogLevel::warning));
  }
  // `who`: the part that speaks, such as an adapter's name. What cannot be written is lost: a full
  // disk must not stop the work.
  void write(LogLevel level, std::string_view who, std::string_view text) const;

 private:
  int fd_ = -1;
  bool stderr_ = false;
  LogLevel level_ = LogLevel::warning;
  const Clock* clock_ = nullptr;
};

const char* level_name(LogLevel level);

// The line as it is written, with its line end: control characters removed, cut at 2000 bytes.
std::string log_line(std::int64_t now_ms, LogLevel level, std::string_view who,
                     std::string_view text);

}  // namespace homevisit
