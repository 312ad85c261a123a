#include "server/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "server/connections.h"

namespace homevisit::app {

struct HttpServer::State {
  ServerLimits limits;
  Handler handler;
  Connections connections;
  MHD_Daemon* daemon = nullptr;
  std::uint16_t port = 0;

  State(const ServerLimits& l, Handler h)
      : limits(l), handler(std::move(h)), connections(std::chrono::seconds(l.request_seconds)) {}
};

namespace {

// One request while it arrives. Made by the first callback of libmicrohttpd, released by the last.
struct Exchange {
  std::string target;  // path and query as sent
  std::string body;
  bool begun = false;
  bool too_large = false;
  std::size_t received = 0;
};

// A body that is too large is read and thrown away up to here, so that the browser sees the 413 and
// not a broken connection.
constexpr std::size_t kMostDiscarded = 4 * 1024 * 1024;

void free_body(void* body) { delete static_cast<std::string*>(body); }

MHD_Result send(MHD_Connection* connection, Response response) {
  auto* body = new std::string(std::move(response.body));
  MHD_Response* out = MHD_create_response_from_buffer_with_free_callback_cls(
      body->size(), body->data(), free_body, body);
  if (!out) {
    delete body;
    return MHD_NO;
  }
  for (const auto& [name, value] : response.headers) {
    // Refuses values with line breaks: no header can be smuggled in.
    (void)MHD_add_response_header(out, name.c_str(), value.c_str());
  }
  const MHD_Result queued =
      MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return queued;
}

Response refuse(int status, const char* text) {
  Response response = plain(status, text);
  response.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
  return response;
}

MHD_Result add_header(void* cls, MHD_ValueKind, const char* name, const char* value) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static_cast<Pairs*>(cls)->emplace_back(std::move(lower), value ? value : "");
  return MHD_YES;
}

Request request_of(MHD_Connection* connection, const char* method, Exchange& exchange) {
  Request request;
  request.method = method;
  const std::size_t mark = exchange.target.find('?');
  request.path = exchange.target.substr(0, mark);
  if (mark != std::string::npos) request.query = exchange.target.substr(mark + 1);
  MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &request.headers);
  request.body = std::move(exchange.body);
  return request;
}

// What `Content-Length` announces; 0 without one.
std::size_t announced(MHD_Connection* connection) {
  const char* text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
  std::size_t length = 0;
  if (text) std::from_chars(text, text + std::strlen(text), length);
  return length;
}

MHD_Result answer(HttpServer::State& state, MHD_Connection* connection, const char* method,
                  Exchange& exchange, const char* data, std::size_t* size) {
  if (!exchange.begun) {
    exchange.begun = true;
    exchange.too_large = announced(connection) > state.limits.body_bytes;
    if (announced(connection) > kMostDiscarded) {
      return send(connection, refuse(413, "The form is too large.\n"));
    }
    return MHD_YES;
  }
  if (*size > 0) {
    exchange.received += *size;
    exchange.too_large = exchange.too_large || exchange.received > state.limits.body_bytes;
    if (exchange.received > kMostDiscarded) return MHD_NO;
    if (!exchange.too_large) exchange.body.append(data, *size);
    *size = 0;
    return MHD_YES;
  }
  if (exchange.too_large) return send(connection, refuse(413, "The form is too large.\n"));
  const std::string_view verb = method;
  if (verb != "GET" && verb != "HEAD" && verb != "POST") {
    return send(connection,
                refuse(405, "Only GET, HEAD and POST.\n").with("Allow", "GET, HEAD, POST"));
  }
  return send(connection, state.handler(request_of(connection, method, exchange)));
}

MHD_Result on_request(void* cls, MHD_Connection* connection, const char*, const char* method,
                      const char*, const char* data, std::size_t* size, void** slot) {
  try {
    auto* exchange = static_cast<Exchange*>(*slot);
    if (!exchange) return MHD_NO;
    return answer(*static_cast<HttpServer::State*>(cls), connection, method, *exchange, data, size);
  } catch (...) {
    // Out of memory or a fault of ours; nothing may be thrown through C.
    return send(connection, refuse(500, "Something went wrong here. Please try again.\n"));
  }
}

// The only callback that sees the target as it was sent: later ones get it decoded, in which a "/"
// inside an id can no longer be told from one between segments.
void* on_target(void* cls, const char* target, MHD_Connection* connection) {
  try {
    static_cast<HttpServer::State*>(cls)->connections.request_began(connection);
    auto* exchange = new Exchange;
    exchange->target = target;
    return exchange;
  } catch (...) {
    return nullptr;
  }
}

void on_completed(void* cls, MHD_Connection* connection, void** slot, MHD_RequestTerminationCode) {
  delete static_cast<Exchange*>(*slot);
  *slot = nullptr;
  static_cast<HttpServer::State*>(cls)->connections.request_ended(connection);
}

void on_connection(void* cls, MHD_Connection* connection, void**,
                   MHD_ConnectionNotificationCode what) {
  auto& connections = static_cast<HttpServer::State*>(cls)->connections;
  try {
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
      connections.closed(connection);
    } else {
      const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      connections.opened(connection, info ? info->connect_fd : -1);
    }
  } catch (...) {  // out of memory: this connection goes unwatched
  }
}

// A handler may wait for its disk, or for another system for seconds. With a few threads that share
// the connections, everybody whose connection belongs to the same thread would wait along. Measured
// with pages of 60 µs: as many a second as with a pool, a third of the slowest answers, 0.1 MB a
// connection.
constexpr unsigned kThreadEach =
    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC;

void no_log(void*, const char*, va_list) {}  // its messages may hold request lines

// A listening socket of our own: this way an address in use is told from any other trouble.
int listening_socket(const std::string& address, std::uint16_t port, std::string& error) {
  sockaddr_storage storage{};
  socklen_t size = 0;
  if (auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
      inet_pton(AF_INET, address.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    size = sizeof *v4;
  } else if (auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
             inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    size = sizeof *v6;
  } else {
    error = fmt::format("{} is no IP address", address);
    return -1;
  }
  const int fd = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int on = 1;
  if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(fd, reinterpret_cast<sockaddr*>(&storage), size) != 0 || ::listen(fd, 128) != 0) {
    error = std::strerror(errno);
    if (fd >= 0) ::close(fd);
    return -1;
  }
  return fd;
}

std::uint16_t port_of(int fd) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return 0;
  return ntohs(storage.ss_family == AF_INET ? reinterpret_cast<sockaddr_in*>(&storage)->sin_port
                                            : reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port);
}

}  // namespace

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

std::unique_ptr<HttpServer> HttpServer::start(const std::string& address, std::uint16_t port,
                                              const ServerLimits& limits, Handler handler,
                                              std::string& error) {
  auto state = std::make_unique<State>(limits, std::move(handler));
  const int fd = listening_socket(address, port, error);
  if (fd < 0) return nullptr;
  state->port = port_of(fd);
  // libmicrohttpd's memory for one connection holds the headers and the part of the body being
  // read.
  const std::size_t memory = limits.header_bytes + 16 * 1024;
  state->daemon =
      MHD_start_daemon(kThreadEach, 0, nullptr, nullptr, on_request, state.get(),
                       MHD_OPTION_EXTERNAL_LOGGER, no_log, nullptr,                         //
                       MHD_OPTION_LISTEN_SOCKET, fd,                                        //
                       MHD_OPTION_CONNECTION_LIMIT, limits.connections,                     //
                       MHD_OPTION_PER_IP_CONNECTION_LIMIT, limits.connections_per_address,  //
                       MHD_OPTION_CONNECTION_TIMEOUT, limits.idle_seconds,                  //
                       MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,                          //
                       MHD_OPTION_STRICT_FOR_CLIENT, 1,                                     //
                       MHD_OPTION_URI_LOG_CALLBACK, on_target, state.get(),                 //
                       MHD_OPTION_NOTIFY_COMPLETED, on_completed, state.get(),              //
                       MHD_OPTION_NOTIFY_CONNECTION, on_connection, state.get(),            //
                       MHD_OPTION_END);
  if (!state->daemon) {
    error = "the server could not be started (too few file descriptors or threads?)";
    ::close(fd);
    return nullptr;
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer() { stop(std::chrono::milliseconds(0)); }

std::uint16_t HttpServer::port() const { return state_->port; }

bool HttpServer::stop(std::chrono::milliseconds grace, const std::function<void()>& hurry) {
  if (!state_->daemon) return true;
  const int fd = MHD_quiesce_daemon(state_->daemon);
  // Refuses new connections from now on. Not closed yet: the thread that listened may still name
  // it.
  if (fd >= 0) ::shutdown(fd, SHUT_RDWR);
  const bool quiet = state_->connections.wait_until_quiet(grace);
  if (!quiet && hurry) hurry();
  MHD_stop_daemon(state_->daemon);
  state_->daemon = nullptr;
  if (fd >= 0) ::close(fd);
  return quiet;
}

std::string host_and_port(const std::string& address, std::uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos;
  return v6 ? fmt::format("[{}]:{}", address, port) : fmt::format("{}:{}", address, port);
}

bool is_loopback(const std::string& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, address.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace homevisit::app
