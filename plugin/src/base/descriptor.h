// An open file that is closed unless it is handed on.
#pragma once

#include <unistd.h>

#include <utility>

namespace homevisit {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}  // as open(2) gives it: -1 is no file
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }
  int hand_on() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

}  // namespace homevisit
