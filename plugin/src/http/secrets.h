// Secrets by name, from where the configuration says they lie. They are never in it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/secret.h"
#include "base/status.h"
#include "json/json.h"

namespace homevisit::http {

// [any]
class SecretSource {
 public:
  virtual ~SecretSource() = default;
  // Errors: HV_NOT_FOUND (no such name, file or variable), HV_PERMISSION_DENIED, HV_UNAVAILABLE,
  // HV_INVALID_ARGUMENT (empty or too long). The sentence names the place, never what is in it.
  virtual Result<Secret> secret(const std::string& name) = 0;
  // The secret was refused: read it anew next time, for it may have been replaced.
  virtual void forget(const std::string& name) = 0;
};

// {"ods": {"file": "/etc/homevisit/ods.secret"}, "sis": {"environment": "SIS_SECRET"}}
//
// A file must be readable by its owner alone; one line end after the secret is cut. What was read
// is kept until it is refused, so that a rotated secret works without a restart.
class ConfiguredSecrets final : public SecretSource {
 public:
  // `base`: folder that relative paths start from. Errors: HV_INVALID_ARGUMENT with a pointer into
  // `places`.
  static Result<std::unique_ptr<ConfiguredSecrets>> from(json::Value places,
                                                         const std::string& base);

  Result<Secret> secret(const std::string& name) override;
  void forget(const std::string& name) override;

 private:
  struct Place {
    std::string file;
    std::string environment;
  };
  explicit ConfiguredSecrets(std::map<std::string, Place> places) : places_(std::move(places)) {}

  const std::map<std::string, Place> places_;
  std::mutex mutex_;
  std::map<std::string, Secret> kept_;
};

// A private key in PEM of RSA 16384 has 13 kB.
inline constexpr std::size_t largest_secret = 16 << 10;

}  // namespace homevisit::http
