// An HTTP/1.1 server on libmicrohttpd: sockets, limits and an orderly stop. What is answered is the
// handler's affair.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/message.h"

namespace homevisit::app {

struct ServerLimits {
  unsigned connections = 512;              // each has a thread of its own
  unsigned connections_per_address = 128;  // 0: no limit (behind a proxy all come from one address)
  unsigned idle_seconds = 30;              // a connection on which nothing moves
  // From its first byte a request has this long to arrive whole, and its answer to be taken:
  // an idle time-out alone is defeated by one byte every few seconds.
  unsigned request_seconds = 60;
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 256 * 1024;
};

class HttpServer {
 public:
  // Listens at `address` (IPv4 or IPv6, no name) and `port` (0: a free one). Nothing on failure;
  // `error` says why.
  static std::unique_ptr<HttpServer> start(const std::string& address, std::uint16_t port,
                                           const ServerLimits& limits, Handler handler,
                                           std::string& error);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  // Takes no new connections, lets requests that have begun finish for at most `grace`, and ends.
  // Where some have not, `hurry` is called, and their handlers are still waited for. True when all
  // of them finished. [any] but once.
  bool stop(std::chrono::milliseconds grace, const std::function<void()>& hurry = {});

  struct State;  // http_server.cc alone

 private:
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// "[::1]:80", "127.0.0.1:8080".
std::string host_and_port(const std::string& address, std::uint16_t port);
bool is_loopback(const std::string& address);

}  // namespace homevisit::app
