#include "channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace delivery_checker {
namespace {

constexpr std::size_t most_bytes = 128 << 10;
constexpr std::size_t head = 1 + 2 * sizeof(std::int64_t);

}  // namespace

Channel::~Channel() { ::close(fd_); }

bool Channel::say(const Message& message) {
  std::string bytes(head, static_cast<char>(message.kind));
  std::memcpy(&bytes[1], &message.number, sizeof message.number);
  std::memcpy(&bytes[1 + sizeof message.number], &message.waiting, sizeof message.waiting);
  bytes += message.text;
  return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

std::optional<Message> Channel::hear() {
  static std::string bytes(most_bytes, '\0');
  const ssize_t size = ::recv(fd_, bytes.data(), bytes.size(), 0);
  if (size < static_cast<ssize_t>(head)) return std::nullopt;
  Message message;
  message.kind = static_cast<Message::Kind>(bytes[0]);
  std::memcpy(&message.number, &bytes[1], sizeof message.number);
  std::memcpy(&message.waiting, &bytes[1 + sizeof message.number], sizeof message.waiting);
  message.text.assign(bytes, head, static_cast<std::size_t>(size) - head);
  return message;
}

Message Channel::ask(const Message& message) {
  if (!say(message)) ::_exit(0);
  auto answer = hear();
  if (!answer) ::_exit(0);
  return std::move(*answer);
}

}  // namespace delivery_checker
