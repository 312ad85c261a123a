#include "process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <vector>

namespace homevisit::conform {
namespace {

constexpr std::size_t kMostOutput = 4000;  // of what a process says, the end counts

using Clock = std::chrono::steady_clock;

std::int64_t ms_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

// The child, between fork and exec.
[[noreturn]] void become_case(const Options& options, std::vector<char*> arguments, int report,
                              int output, bool preload) {
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::fcntl(report, F_SETFD, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  // Sanitizers reserve terabytes of addresses.
  if (!is_sanitized()) {
    const rlimit memory{options.memory_bytes, options.memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
  const auto seconds = static_cast<rlim_t>(options.limit_ms / 1000 + 5);
  const rlimit processor{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &processor);
  if (preload) ::setenv("LD_PRELOAD", options.preload.c_str(), 1);
  arguments.push_back(nullptr);
  ::execv(options.program.c_str(), arguments.data());
  ::_exit(127);
}

void take_line(const std::string& line, Result& result, bool& done) {
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::string word = line.substr(0, blank);
  const std::string rest = line.substr(std::min(blank + 1, line.size()));
  if (word == "input") result.input = rest;
  if (word == "about") {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    result.about[rest.substr(0, space)] = rest.substr(std::min(space + 1, rest.size()));
  }
  if (word == "figure") {
    const std::size_t space = rest.find(' ');
    result.figures[rest.substr(0, space)] = ::atoll(rest.c_str() + space + 1);
  }
  if (word == "passed" || word == "failed" || word == "skipped") {
    done = true;
    result.verdict = word == "passed"   ? Verdict::passed
                     : word == "failed" ? Verdict::failed
                                        : Verdict::skipped;
    result.message = rest;
  }
}

// Reads both pipes until both are closed or the time is over. False: the time is over.
bool listen(int report, int output, Clock::time_point start, std::int64_t limit_ms,
            std::string& lines, std::string& said) {
  std::array<pollfd, 2> ends{pollfd{report, POLLIN, 0}, pollfd{output, POLLIN, 0}};
  std::array<std::string*, 2> texts{&lines, &said};
  int open = 2;
  while (open > 0) {
    const std::int64_t left = limit_ms - ms_since(start);
    if (left <= 0) return false;
    if (::poll(ends.data(), ends.size(), static_cast<int>(left)) <= 0) continue;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      char bytes[4096];
      const ssize_t size = ::read(ends[i].fd, bytes, sizeof bytes);
      if (size <= 0) {
        ends[i].fd = -1;
        --open;
        continue;
      }
      texts[i]->append(bytes, static_cast<std::size_t>(size));
      if (i == 1 && texts[i]->size() > 2 * kMostOutput)
        texts[i]->erase(0, texts[i]->size() - kMostOutput);
    }
  }
  return true;
}

std::string how_it_ended(int status, bool in_time, std::int64_t limit_ms) {
  if (!in_time) return fmt::format("It was still not done after {} s.", limit_ms / 1000);
  if (WIFSIGNALED(status))
    return fmt::format("The process was ended by {} ({}).", ::strsignal(WTERMSIG(status)),
                       WTERMSIG(status));
  return fmt::format("The process ended with code {} in the midst of it.", WEXITSTATUS(status));
}

}  // namespace

Result run_in_process(const Options& options, const Case& what, const std::string& folder) {
  Result result;
  result.what = &what;
  int report[2], output[2];
  if (::pipe2(report, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) {
    result.verdict = Verdict::failed;
    result.message = fmt::format("The process could not be started: {}.", ::strerror(errno));
    return result;
  }
  std::vector<std::string> words = {options.program,
                                    "conform",
                                    options.adapter,
                                    "--system",
                                    options.system,
                                    "--seed",
                                    std::to_string(options.seed),
                                    "--one-case",
                                    what.name,
                                    "--one-folder",
                                    folder,
                                    "--one-report",
                                    std::to_string(report[1])};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  const bool preload = what.fails_allocations && !options.preload.empty();

  const auto start = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) become_case(options, arguments, report[1], output[1], preload);
  ::close(report[1]);
  ::close(output[1]);
  std::string lines;
  bool in_time = true;
  int status = 0;
  if (child > 0) {
    in_time = listen(report[0], output[0], start, options.limit_ms, lines, result.output);
    if (!in_time) ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
  }
  ::close(report[0]);
  ::close(output[0]);
  result.ms = ms_since(start);

  bool done = false;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    take_line(lines.substr(at, end - at), result, done);
    at = end + 1;
  }
  // A leak or a race is reported by a sanitizer after the verdict.
  const bool clean = child > 0 && in_time && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!done || (!clean && result.verdict != Verdict::failed)) {
    result.verdict = Verdict::failed;
    result.message = how_it_ended(status, in_time, options.limit_ms);
  }
  if (result.verdict != Verdict::failed) result.output.clear();
  if (result.output.size() > kMostOutput)
    result.output.erase(0, result.output.size() - kMostOutput);
  return result;
}

}  // namespace homevisit::conform
