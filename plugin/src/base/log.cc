#include "base/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/date.h"

namespace homevisit {
namespace {

constexpr std::size_t most_bytes = 2000;

// Spaces in the place of what would break the line or speak to a terminal; also of C1 controls,
// which are two bytes in UTF-8.
std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xc2 && i + 1 < text.size() &&
                    static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
                    static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) ++i;
    out += c1 || c < 0x20 || c == 0x7f ? ' ' : text[i];
  }
  return out;
}

}  // namespace

const char* level_name(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      break;
  }
  return "error";
}

std::string log_line(std::int64_t now_ms, LogLevel level, std::string_view who,
                     std::string_view text) {
  std::string line = fmt::format("{} {} {}: {}", format_moment(now_ms), level_name(level),
                                 printable(who), printable(text));
  if (line.size() > most_bytes) {
    std::size_t size = most_bytes;
    while (size > 0 && (line[size] & 0xc0) == 0x80) --size;  // not in the middle of a character
    line.resize(size);
  }
  return line + "\n";
}

Result<Log> Log::open(const Options& options, const Clock& clock) {
  Log log;
  log.clock_ = &clock;
  log.stderr_ = options.to_stderr;
  log.level_ = options.level;
  if (options.file.empty()) return log;
  log.fd_ = ::open(options.file.c_str(),
                   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW, 0600);
  if (log.fd_ >= 0) return log;
  const int why = errno;
  const hv_status status = why == ENOENT                   ? HV_NOT_FOUND
                           : why == EACCES || why == EPERM ? HV_PERMISSION_DENIED
                                                           : HV_UNAVAILABLE;
  return Error{status, "log_not_opened",
               fmt::format("The log file {} cannot be opened ({}). Check \"log\" in the "
                           "configuration and who may write there.",
                           options.file, ::strerror(why)),
               "/log/file"};
}

Log::Log(Log&& other) noexcept { *this = std::move(other); }

Log& Log::operator=(Log&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(stderr_, other.stderr_);
  std::swap(level_, other.level_);
  std::swap(clock_, other.clock_);
  return *this;
}

Log::~Log() {
  if (fd_ >= 0) ::close(fd_);
}

void Log::write(LogLevel level, std::string_view who, std::string_view text) const {
  if (!takes(level)) return;
  const std::string line = log_line(clock_->now_ms(), level, who, text);
  // One write a line: with O_APPEND the lines of several processes do not mix.
  if (fd_ >= 0 && ::write(fd_, line.data(), line.size()) < 0) return;
  if (!stderr_ || level < LogLevel::warning) return;
  // A person reads this now: the time says nothing. On a terminal a line of progress may stand.
  const std::string shown =
      (::isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "") + line.substr(line.find(' ') + 1);
  if (::write(STDERR_FILENO, shown.data(), shown.size()) < 0) return;
}

}  // namespace homevisit
