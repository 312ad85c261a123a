#include "status_file.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace homevisit::app {
namespace {

constexpr auto kAtLeastEvery = std::chrono::minutes(1);

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Beside its place, then put there.
int replace(const std::string& path, std::string_view text) {
  const std::string beside = fmt::format("{}.{}", path, ::getpid());
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return errno;
  int error = write_all(fd, text);
  if (::close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(beside.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) ::unlink(beside.c_str());
  return error;
}

std::string now_text() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace

int StatusFile::tell(const Json& answer) {
  delivered_ += answer.number("delivered");
  JsonObject body;
  // What was done in this pass alone, and when the next is due, is no news by itself.
  for (const auto& [name, value] : answer.members())
    if (name != "next_at" && name != "delivered" && name != "tasks")
      body.raw(name, value.compact());
  body.number("delivered", delivered_);
  const std::string text = body.str();
  const auto now = std::chrono::steady_clock::now();
  const bool old = written_.time_since_epoch().count() == 0 || now - written_ >= kAtLeastEvery;
  if (text == last_ && !old) return 0;
  const auto known = Json::parse(text);
  const std::string dated = with_member(*known, "written_at", json_string(now_text()));
  const std::string next = json_string(answer.text("next_at"));
  const int error = replace(path_, with_member(*Json::parse(dated), "next_at", next) + "\n");
  if (error != 0) return error;
  last_ = text;
  written_ = now;
  return 0;
}

}  // namespace homevisit::app
