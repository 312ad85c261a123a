#include "sis.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include "give_up.h"

namespace delivery_checker {
namespace {

namespace json = homevisit::json;

json::Document parsed(const std::string& text) {
  auto document = json::Document::parse(text, {.bytes = 64u << 20, .depth = 16});
  if (!document) give_up("the fake system does not speak JSON: " + text.substr(0, 200));
  return std::move(*document);
}

}  // namespace

Sis::Sis() : server_(HV_MEADOW_SERVER) {}

std::string Sis::url(const std::string& school) const {
  return fmt::format("http://127.0.0.1:{}/meadow/{}", server_.port(), school);
}

// A connection of its own each time, and nothing of the library that is being checked.
std::string Sis::ask(const char* method, const std::string& path, const std::string& body) const {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(server_.port()));
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
