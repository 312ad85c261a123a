// What a worker and the checker say to each other, over a socket that keeps messages apart. A
// worker that has said something stands still until it is told to go on: so the checker decides who
// works when, and can kill a worker exactly where it stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace delivery_checker {

struct Message {
  enum class Kind : char {
    step = 's',    // of the delivery; text: its name
    sleep = 'z',   // number: milliseconds; waiting: items in the outbox, -1: not said
    ready = 'o',   // for an operation, or: it is open now
    reply = 'r',   // number: hv_status; text: the response
    broken = 'e',  // text: what must never happen
    go = 'g',
    call = 'c'  // text: actor, operation, request, each on a line
  };
  Kind kind = Kind::go;
  std::int64_t number = 0, waiting = -1;
  std::string text = {};
};

// One end. Closed when destroyed.
class Channel {
 public:
  explicit Channel(int fd) : fd_(fd) {}
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  int fd() const { return fd_; }
  // False: the other side is gone.
  bool say(const Message& message);
  std::optional<Message> hear();
  // Says it and waits until told to go on; ends this process when the checker is gone.
  Message ask(const Message& message);

 private:
  const int fd_;
};

}  // namespace delivery_checker
