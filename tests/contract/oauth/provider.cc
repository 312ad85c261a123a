#include "provider.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

namespace homevisit::http {
namespace {

const std::string folder = HV_OAUTH_FOLDER;
const std::string node = folder + "/node_modules/.bin/node";

// The first line that is a number; what else the server says about itself is skipped.
std::optional<std::string> read_port(int output) {
  std::string line;
  pollfd wanted{output, POLLIN, 0};
  while (::poll(&wanted, 1, 60'000) > 0) {
    char c = 0;
    if (::read(output, &c, 1) != 1) return std::nullopt;
    if (c != '\n') {
      line += c;
    } else if (!line.empty() && line.find_first_not_of("0123456789") == std::string::npos) {
      return line;
    } else {
      line.clear();
    }
  }
  return std::nullopt;
}

}  // namespace

std::string Provider::missing() {
  if (std::filesystem::exists(node) &&
      std::filesystem::exists(folder + "/node_modules/oidc-provider"))
    return {};
  return "No test of signing in at a real server ran: its npm packages are not there. Get them "
         "with: "
         "npm ci --ignore-scripts --prefix tests/contract/oauth";
}

std::unique_ptr<Provider> Provider::start() {
  int input[2], output[2];
  if (::pipe2(input, O_CLOEXEC) != 0) return nullptr;
  if (::pipe2(output, O_CLOEXEC) != 0) return nullptr;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input[0], 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], 1);
  std::string script = folder + "/server.mjs", program = node;
  char* arguments[] = {program.data(), script.data(), nullptr};
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, node.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(input[0]);
  ::close(output[1]);
  if (failed != 0) process = -1;
  std::unique_ptr<Provider> made(new Provider(process, input[1], output[0]));
  const auto port = failed == 0 ? read_port(output[0]) : std::nullopt;
  if (!port) return nullptr;
  made->origin_ = "http://127.0.0.1:" + *port;
  return made;
}

Provider::~Provider() {
  ::close(input_);  // it ends by that
  ::close(output_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

}  // namespace homevisit::http
