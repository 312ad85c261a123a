// One attempt of a request, by libcurl: pooled connections, HTTP/2 where TLS offers it, TLS 1.2 or
// later with the certificate always checked.
//
// A write goes out once. libcurl sends again by itself where a connection that it used before turns
// out to be dead; of a write it is stopped from that (transfer.cc), and it follows no redirect.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "http/driver.h"
#include "http/http.h"
#include "http/kept.h"
#include "http/url.h"

namespace homevisit::http {

struct EngineOptions {
  TransferSettings transfer;  // files: absolute paths
  int connections = 4;        // the most to one host
  std::int64_t stall_ms = 120'000;
  std::size_t kept_bytes = 4 << 20;
};

// [any] Belongs to the process that opened it; in a child of fork() it refuses.
class Engine final : public Transport {
 public:
  // Looks at the files: HV_NOT_FOUND, HV_PERMISSION_DENIED (also of a client key that others may
  // read), HV_INVALID_ARGUMENT, with the place in the configuration. Starts nothing.
  static Status check(const EngineOptions& options);
  // check(), and HV_RESOURCE_EXHAUSTED.
  static Result<std::unique_ptr<Engine>> open(EngineOptions options);
  // REQUIRES: nobody is in send() or ahead().
  ~Engine() override;

  Result<Response> send(const Request& request, const CallControl& control) override;
  // Reads only, two at most; older ones give way. What has not been asked for within half a minute
  // is thrown away.
  void ahead(const Request& request, const CallControl& control) override;

 private:
  struct Begun {
    std::string key;
    std::unique_ptr<Transfer> transfer;
    std::int64_t at_ms;
  };

  Engine(EngineOptions options, std::unique_ptr<Driver> driver);

  Result<Response> once(const Request& request, const Url& url, const CallControl& control);
  Result<Response> once_or_kept(const Request& request, const Url& url, const CallControl& control);
  Result<std::unique_ptr<Transfer>> make(const Request& request);
  std::unique_ptr<Transfer> take_begun(const Request& request);
  void drop_begun();
  void give_back(std::unique_ptr<Transfer> transfer);
  CurlEasy take_easy();

  const EngineOptions options_;
  const pid_t process_;
  std::unique_ptr<Driver> driver_;
  Kept kept_;
  std::atomic<std::size_t> usual_bytes_{0};  // of the last answer, for the next one
  std::mutex mutex_;  // of the two below; never held while a transfer runs
  std::deque<Begun> begun_;
  std::vector<CurlEasy> easies_;  // to use again
};

// May this request be sent at all? HV_INVALID_ARGUMENT: address or header out of form, credentials
// over http to another machine.
Result<Url> admitted(const Request& request);

}  // namespace homevisit::http
