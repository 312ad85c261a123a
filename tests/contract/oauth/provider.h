// server.mjs as a child process.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

namespace homevisit::http {

class Provider {
 public:
  // Why it cannot be run here, or "".
  static std::string missing();
  // Null when it did not come up.
  static std::unique_ptr<Provider> start();
  ~Provider();
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;

  // "http://127.0.0.1:34567"
  const std::string& origin() const { return origin_; }

 private:
  Provider(pid_t process, int input, int output)
      : process_(process), input_(input), output_(output) {}

  pid_t process_;
  int input_, output_;
  std::string origin_;
};

}  // namespace homevisit::http
