// The services of the host with C++ types. Everything that is missing in an older host becomes a
// clear failure or the nearest thing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

// [any] Copies freely; the hv_host outlives the instance.
class Host {
 public:
  explicit Host(const hv_host* host) : host_(host) {}

  void log(hv_log_level level, std::string_view line) const {
    if (HV_HAS_FIELD(host_, log) && host_->log != nullptr)
      host_->log(host_->user, level, str(line));
  }
  void warn(std::string_view line) const { log(HV_LOG_WARNING, line); }
  void info(std::string_view line) const { log(HV_LOG_INFO, line); }

  // Milliseconds since 1970, UTC; 0 where the host has no clock.
  std::int64_t now_ms() const {
    return HV_HAS_FIELD(host_, now_ms) && host_->now_ms != nullptr ? host_->now_ms(host_->user) : 0;
  }

  void random(void* bytes, std::size_t size) const {
    if (!HV_HAS_FIELD(host_, random) || host_->random == nullptr ||
        host_->random(host_->user, bytes, size) != HV_OK)
      throw Failure(HV_UNAVAILABLE, "The host gave no random bytes.");
  }

  // The secret is lent to `use` and must not be kept longer than the request that it is for.
  void secret(std::string_view name, const std::function<void(std::string_view)>& use) const {
    if (!HV_HAS_FIELD(host_, secret) || host_->secret == nullptr) too_old("secrets");
    Lent lent{use, nullptr};
    const hv_status status = host_->secret(host_->user, str(name), Lent::take, &lent);
    if (lent.thrown) std::rethrow_exception(lent.thrown);
    if (status != HV_OK)
      throw Failure(HV_FAILED_PRECONDITION,
                    "The secret \"" + std::string(name) +
                        "\" is not configured or cannot be read. Put it under \"secrets\" in the "
                        "configuration.");
  }

  std::optional<std::string> cached(std::string_view key) const {
    if (!HV_HAS_FIELD(host_, cache_get) || host_->cache_get == nullptr) return std::nullopt;
    std::string value;
    const std::function<void(std::string_view)> keep = [&](std::string_view text) { value = text; };
    Lent lent{keep, nullptr};
    const hv_status status = host_->cache_get(host_->user, str(key), Lent::take, &lent);
    if (lent.thrown) std::rethrow_exception(lent.thrown);
    if (status != HV_OK) return std::nullopt;
    return value;
  }
  // Only a help: a host that cannot keep it is asked again next time.
  void cache(std::string_view key, std::string_view value, std::int64_t keep_ms) const {
    if (HV_HAS_FIELD(host_, cache_put) && host_->cache_put != nullptr)
      (void)host_->cache_put(host_->user, str(key), str(value), keep_ms);
  }

  const hv_host* raw() const { return host_; }

  [[noreturn]] static void too_old(const char* what) {
    throw Failure(HV_UNSUPPORTED, std::string("This version of homevisit lends adapters no ") +
                                      what +
                                      ". Install a newer one, or the adapter that belongs to it.");
  }

 private:
  // Carries a C++ function through the C interface: no exception may pass the host's frames.
  struct Lent {
    const std::function<void(std::string_view)>& use;
    std::exception_ptr thrown;
    static void take(void* user, hv_str text) {
      auto* self = static_cast<Lent*>(user);
      try {
        self->use(view(text));
      } catch (...) {
        self->thrown = std::current_exception();
      }
    }
  };

  const hv_host* host_;
};

}  // namespace homevisit::sdk
