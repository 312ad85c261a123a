#include "http/engine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "http/encoding.h"
#include "http/redirect.h"
#include "http/trouble.h"

namespace homevisit::http {
namespace {

constexpr std::size_t most_begun = 2;
constexpr std::int64_t begun_holds_ms = 30'000;
constexpr std::size_t most_easies = 16;
constexpr std::size_t most_usual_bytes = 1 << 20;
constexpr int most_redirects = 3;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

// Headers by which systems let somebody in.
bool carries_credentials(std::string_view name) {
  static constexpr std::string_view names[] = {"authorization", "proxy-authorization",
                                               "x-authorization", "cookie", "x-api-key"};
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view known) { return same_ignoring_case(name, known); });
}

Error refused(const Request& request, std::string message) {
  return transport_error(Failure::refused_here, request.effect, std::move(message));
}

// `setting`: its name under "http" in the configuration.
Status check_file(const std::string& path, const char* setting, bool private_to_owner) {
  if (path.empty()) return ok();
  const std::string pointer = std::string("/http/") + setting;
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || ::access(path.c_str(), R_OK) != 0) {
    const int why = errno;
    return Error{why == ENOENT ? HV_NOT_FOUND : HV_PERMISSION_DENIED, "http_file_unreadable",
                 fmt::format("{} cannot be read ({}). Check \"{}\" under \"http\" in the "
                             "configuration.",
                             path, ::strerror(why), setting),
                 pointer};
  }
  if (private_to_owner && (info.st_mode & 077) != 0)
    return Error{HV_PERMISSION_DENIED, "http_key_open_to_others",
                 fmt::format("The key {} may be read or changed by others (mode {:04o}). Run: "
                             "chmod 600 {}",
                             path, info.st_mode & 07777, path),
                 pointer};
  return ok();
}

}  // namespace

Result<Url> admitted(const Request& request) {
  const auto url = parse_url(request.url);
  if (!url)
    return refused(request,
                   "The address of the request is not an absolute http or https address "
                   "without user and fragment. Check the addresses in the configuration.");
  if (!is_token(request.method)) return refused(request, "The request has no proper method.");
  if (request.effect == Effect::write && (request.method == "GET" || request.method == "HEAD"))
    return refused(request, "GET and HEAD change nothing and are no writes.");
  if (request.effect == Effect::read &&
      (request.method == "PUT" || request.method == "PATCH" || request.method == "DELETE"))
    return refused(request, "PUT, PATCH and DELETE are writes, which may not be sent twice.");
  for (const Header& header : request.headers) {
    if (!is_token(header.name) || !is_header_value(header.value))
      return refused(request, "A header of the request is out of form.");
    if (carries_credentials(header.name) && !url->secure && !is_loopback(*url))
      return refused(request, fmt::format("{} is not reached by https, so that others could read "
                                          "the credentials; nothing was sent. Give its https "
                                          "address in the configuration.",
                                          url->origin()));
  }
  return *url;
}

Engine::Engine(EngineOptions options, std::unique_ptr<Driver> driver)
    : options_(std::move(options)),
      process_(::getpid()),
      driver_(std::move(driver)),
      kept_(options_.kept_bytes) {}

Status Engine::check(const EngineOptions& options) {
  const TransferSettings& t = options.transfer;
  if (t.client_certificate.empty() != t.client_key.empty())
    return Error{HV_INVALID_ARGUMENT, "http_certificate_and_key",
                 "Give the client certificate and its key together.", "/http/client_certificate"};
  HV_TRY(check_file(t.ca_file, "ca_file", false));
  HV_TRY(check_file(t.client_certificate, "client_certificate", false));
  return check_file(t.client_key, "client_key", true);
}

Result<std::unique_ptr<Engine>> Engine::open(EngineOptions options) {
  HV_TRY(check(options));
  HV_TRY(start_curl());
  HV_ASSIGN(auto driver, Driver::make(options.connections));
  return std::unique_ptr<Engine>(new Engine(std::move(options), std::move(driver)));
}

Engine::~Engine() {
  if (::getpid() != process_) {
    // Of the parent: closing would tell the other side that its connections are over.
    (void)driver_.release();
    for (Begun& begun : begun_) (void)begun.transfer.release();
    return;
  }
  for (const Begun& begun : begun_) driver_->drop(*begun.transfer);
}

Result<Response> Engine::send(const Request& request, const CallControl& control) {
  if (::getpid() != process_)
    return refused(request, "This was opened before fork(). Open it in each process of its own.");
  if (control.is_cancelled())
    return transport_error(Failure::cancelled, request.effect, "Stopped on request.");
  HV_ASSIGN(const Url first, admitted(request));
  HV_ASSIGN(Response response, once_or_kept(request, first, control));
  if (!is_redirect(response)) return response;

  Request next = request;
  Url url = first;
  for (int hops = 0; is_redirect(response); ++hops) {
    HV_ASSIGN(next, redirected(next, url, response, hops < most_redirects));
    HV_ASSIGN(url, admitted(next));
    HV_ASSIGN(response, once_or_kept(next, url, control));
  }
  return response;
}

Result<Response> Engine::once_or_kept(const Request& request, const Url& url,
                                      const CallControl& control) {
  if (!request.keep || request.effect == Effect::write || request.method != "GET")
    return once(request, url, control);
  const std::string key = Kept::key_of(request);
  const auto kept = kept_.find(key);
  if (!kept) {
    HV_ASSIGN(Response response, once(request, url, control));
    if (response.status == 200) kept_.put(key, response);
    return response;
  }
  Request conditional = request;
  conditional.headers.push_back({"If-None-Match", std::string(kept->header("etag"))});
  HV_ASSIGN(Response response, once(conditional, url, control));
  if (response.status == 304) {
    response = *kept;
    response.kept = true;
  } else if (response.status == 200) {
    kept_.put(key, response);
  }
  return response;
}

Result<Response> Engine::once(const Request& request, const Url& url, const CallControl& control) {
  // What was begun before a write would tell of the time before it.
  if (request.effect == Effect::write) drop_begun();
  std::unique_ptr<Transfer> transfer = take_begun(request);
  if (!transfer) {
    HV_ASSIGN(transfer, make(request));
  }
  const Driver::End end = driver_->run(*transfer, control, options_.stall_ms);
  Result<Response> result = [&]() -> Result<Response> {
    switch (end) {
      case Driver::End::deadline:
        return stopped_by_deadline(*transfer, url);
      case Driver::End::cancelled:
        return stopped_by_cancel(*transfer, url);
      case Driver::End::stalled:
        return stopped_by_silence(*transfer, url, options_.stall_ms);
      case Driver::End::finished:
        break;
    }
    if (transfer->code != CURLE_OK) return trouble_of(*transfer, url, options_.transfer);
    usual_bytes_.store(std::min(transfer->response.body.size(), most_usual_bytes),
                       std::memory_order_relaxed);
    return std::move(transfer->response);
  }();
  give_back(std::move(transfer));
  return result;
}

Result<std::unique_ptr<Transfer>> Engine::make(const Request& request) {
  auto transfer = std::make_unique<Transfer>(take_easy(), request, options_.transfer,
                                             usual_bytes_.load(std::memory_order_relaxed));
  HV_TRY(transfer->prepare());
  return transfer;
}

CurlEasy Engine::take_easy() {
  {
    const std::lock_guard lock(mutex_);
    if (!easies_.empty()) {
      CurlEasy easy = std::move(easies_.back());
      easies_.pop_back();
      return easy;
    }
  }
  return CurlEasy(curl_easy_init());
}

void Engine::give_back(std::unique_ptr<Transfer> transfer) {
  CurlEasy easy = transfer->take_easy();
  const std::lock_guard lock(mutex_);
  if (easies_.size() < most_easies) easies_.push_back(std::move(easy));
}

void Engine::ahead(const Request& request, const CallControl& control) {
  if (::getpid() != process_ || control.is_cancelled() || request.effect == Effect::write ||
      request.keep || !request.body.empty() || !admitted(request))
    return;
  auto made = make(request);
  if (!made) return;
  Begun begun{Kept::key_of(request), std::move(*made), system_clock().now_ms()};
  std::unique_ptr<Transfer> oldest;
  {
    const std::lock_guard lock(mutex_);
    if (std::any_of(begun_.begin(), begun_.end(),
                    [&](const Begun& other) { return other.key == begun.key; }))
      return;
    if (begun_.size() == most_begun) {
      oldest = std::move(begun_.front().transfer);
      begun_.pop_front();
    }
    // Under the lock, so that nobody takes it before it has begun.
    driver_->begin(*begun.transfer);
    begun_.push_back(std::move(begun));
  }
  if (oldest) driver_->drop(*oldest);
}

void Engine::drop_begun() {
  std::deque<Begun> begun;
  {
    const std::lock_guard lock(mutex_);
    begun.swap(begun_);
  }
  for (const Begun& one : begun) driver_->drop(*one.transfer);
}

// What was begun for this very request, if it is still good for something.
std::unique_ptr<Transfer> Engine::take_begun(const Request& request) {
  if (request.effect == Effect::write) return nullptr;
  Begun begun;
  {
    const std::lock_guard lock(mutex_);
    if (begun_.empty()) return nullptr;
    const std::string key = Kept::key_of(request);
    const auto found = std::find_if(begun_.begin(), begun_.end(),
                                    [&](const Begun& other) { return other.key == key; });
    if (found == begun_.end()) return nullptr;
    begun = std::move(*found);
    begun_.erase(found);
  }
  Transfer& transfer = *begun.transfer;
  const std::int64_t now = system_clock().now_ms();
  const bool same =
      transfer.request().headers.size() == request.headers.size() &&
      transfer.request().most_bytes == request.most_bytes &&
      std::equal(request.headers.begin(), request.headers.end(), transfer.request().headers.begin(),
                 [](const Header& a, const Header& b) { return a.value == b.value; });
  // It was left alone for a while, which counts as no silence of the other side.
  transfer.moved_ms.store(now, std::memory_order_relaxed);
  if (same && now - begun.at_ms < begun_holds_ms && now >= begun.at_ms)
    return std::move(begun.transfer);
  driver_->drop(transfer);
  return nullptr;
}

}  // namespace homevisit::http
