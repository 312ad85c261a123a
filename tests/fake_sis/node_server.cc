#include "node_server.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace fake_sis {
namespace {

// Gives the ends that stay here.
pid_t begin(const std::string& script, const std::string& argument, int& to, int& from) {
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::execl(HV_NODE, HV_NODE, script.c_str(), argument.empty() ? nullptr : argument.c_str(),
            nullptr);
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  to = in[1];
  from = out[0];
  return child;
}

}  // namespace

NodeServer::NodeServer(const std::string& script, const std::string& argument)
    : owner_(::getpid()), child_(begin(script, argument, in_, out_)), told_(first_line()) {}

NodeServer::~NodeServer() {
  ::close(in_);
  ::close(out_);
  if (::getpid() == owner_) ::waitpid(child_, nullptr, 0);
}

homevisit::json::Document NodeServer::first_line() {
  auto told = homevisit::json::Document::parse(read_line());
  if (!told) throw std::runtime_error("the server did not start; node and openssl are needed");
  return std::move(told).value();
}

int NodeServer::port() const { return static_cast<int>(told()["port"].integer().value_or(0)); }

std::string NodeServer::read_line() const {
  std::string line;
  for (char c = 0; ::read(out_, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

std::string NodeServer::command(const std::string& line) {
  std::string sent = line;
  std::replace(sent.begin(), sent.end(), '\n', ' ');
  sent += '\n';
  for (std::size_t at = 0; at < sent.size();) {
    const ssize_t wrote = ::write(in_, sent.data() + at, sent.size() - at);
    if (wrote <= 0) throw std::runtime_error("the server is gone");
    at += static_cast<std::size_t>(wrote);
  }
  return read_line();
}

}  // namespace fake_sis
