#include "http/network.h"

#include "http/sign_in.h"

namespace homevisit::http {

Result<std::unique_ptr<SystemNetwork>> SystemNetwork::open(EngineOptions options,
                                                           SecretSource& secrets, const Log& log,
                                                           const RetryParts& parts) {
  HV_TRY(Engine::check(options));
  return std::unique_ptr<SystemNetwork>(new SystemNetwork(
      std::move(options), secrets, {parts.clock, parts.random, parts.sleeper, &log}));
}

Result<Transport*> SystemNetwork::transport() {
  const std::lock_guard lock(mutex_);
  if (!retry_) {
    HV_ASSIGN(engine_, Engine::open(options_));
    retry_ = std::make_unique<Retry>(*engine_, parts_);
  }
  return static_cast<Transport*>(retry_.get());
}

Result<Response> SystemNetwork::send(const Request& request, const Auth& auth,
                                     const CallControl& control) {
  HV_ASSIGN(Transport* const next, transport());
  return SignIn(auth, *next, secrets_, tokens_).send(request, control);
}

void SystemNetwork::ahead(const Request& request, const Auth& auth, const CallControl& control) {
  const auto next = transport();
  if (next) SignIn(auth, **next, secrets_, tokens_).ahead(request, control);
}

}  // namespace homevisit::http
