#include "sis.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "give_up.h"

namespace delivery_checker {
namespace {

namespace json = homevisit::json;

std::string read_line(int fd) {
  std::string line;
  char c = 0;
  while (::read(fd, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

json::Document parsed(const std::string& text) {
  auto document = json::Document::parse(text, {.bytes = 64u << 20, .depth = 16});
  if (!document) give_up("the fake system does not speak JSON: " + text.substr(0, 200));
  return std::move(*document);
}

}  // namespace

Sis::Sis() : owner_(::getpid()) {
  int in[2], out[2];
  if (::pipe(in) != 0 || ::pipe(out) != 0) give_up("no pipe");
  child_ = ::fork();
  if (child_ == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    for (const int fd : {in[0], in[1], out[0], out[1]}) ::close(fd);
    ::execl(HV_NODE, HV_NODE, HV_MEADOW_SERVER, nullptr);
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  keeps_it_alive_ = in[1];
  port_ = static_cast<int>(parsed(read_line(out[0])).root()["port"].integer().value_or(0));
  ::close(out[0]);
}

Sis::~Sis() {
  ::close(keeps_it_alive_);
  if (::getpid() == owner_) ::waitpid(child_, nullptr, 0);
}

std::string Sis::url(const std::string& school) const {
  return fmt::format("http://127.0.0.1:{}/meadow/{}", port_, school);
}

// A connection of its own each time, and nothing of the library that is being checked.
std::string Sis::ask(const char* method, const std::string& path, const std::string& body) const {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port_));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    give_up("the fake system takes no connection");
  std::string left = fmt::format(
      "{} /meadow/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
      "{}\r\n\r\n{}",
      method, path, body.size(), body);
  while (!left.empty()) {
    const ssize_t sent = ::send(fd, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent <= 0) give_up("the fake system takes no request");
    left.erase(0, static_cast<std::size_t>(sent));
  }
  std::string answer;
  char block[65536];
  ssize_t got = 0;
  while ((got = ::recv(fd, block, sizeof block, 0)) > 0)
    answer.append(block, static_cast<std::size_t>(got));
  ::close(fd);
  const auto end = answer.find("\r\n\r\n");
  if (!answer.starts_with("HTTP/1.1 200") || end == std::string::npos)
    give_up("the fake system refused " + path + ": " + answer.substr(0, 300));
  return answer.substr(end + 4);
}

void Sis::configure(const std::string& school, const std::string& wanted) const {
  ask("POST", school + "/control", wanted);
}
json::Document Sis::told(const std::string& school) const {
  return parsed(ask("GET", school + "/control", ""));
}
void Sis::quiet(const std::string& school) const { ask("GET", school + "/control/quiet", ""); }
void Sis::forget(const std::string& school) const { ask("DELETE", school + "/control", ""); }

}  // namespace delivery_checker
