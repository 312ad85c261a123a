// Signing in, sending again and libcurl as one: what an adapter gets to see of the network.
#pragma once

#include <memory>
#include <mutex>

#include "base/log.h"
#include "http/auth.h"
#include "http/engine.h"
#include "http/http.h"
#include "http/retry.h"
#include "http/secrets.h"
#include "http/token_cache.h"

namespace homevisit::http {

// [any]
class Network {
 public:
  virtual ~Network() = default;
  // As Transport::send, signed in as `auth` says.
  virtual Result<Response> send(const Request& request, const Auth& auth,
                                const CallControl& control) = 0;
  virtual void ahead(const Request& request, const Auth& auth, const CallControl& control) = 0;
};

// The real one. libcurl starts at the first request: who opens a page of a school whose student
// files lie on this machine pays nothing for it.
class SystemNetwork final : public Network {
 public:
  // Errors of Engine::check. `secrets`, `log` and what `parts` names outlive this; its own log is
  // not looked at.
  static Result<std::unique_ptr<SystemNetwork>> open(EngineOptions options, SecretSource& secrets,
                                                     const Log& log, const RetryParts& parts = {});

  Result<Response> send(const Request& request, const Auth& auth,
                        const CallControl& control) override;
  void ahead(const Request& request, const Auth& auth, const CallControl& control) override;

 private:
  SystemNetwork(EngineOptions options, SecretSource& secrets, const RetryParts& parts)
      : options_(std::move(options)), secrets_(secrets), parts_(parts) {}
  Result<Transport*> transport();

  const EngineOptions options_;
  SecretSource& secrets_;
  const RetryParts parts_;
  std::mutex mutex_;  // of the making
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Retry> retry_;
  TokenCache tokens_;
};

}  // namespace homevisit::http
