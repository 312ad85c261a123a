// The network, secrets and chance as a test says them.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "base/random.h"
#include "http/encoding.h"
#include "http/http.h"
#include "http/secrets.h"

namespace homevisit::http {

// Gives every request to a function. [any]
class ScriptedTransport final : public Transport {
 public:
  using Answer = std::function<Result<Response>(const Request&)>;

  explicit ScriptedTransport(Answer answer) : answer_(std::move(answer)) {}

  Result<Response> send(const Request& request, const CallControl&) override {
    {
      const std::lock_guard lock(mutex_);
      sent_.push_back(request);
    }
    return answer_(request);
  }
  void ahead(const Request& request, const CallControl&) override {
    const std::lock_guard lock(mutex_);
    begun_.push_back(request);
  }

  std::vector<Request> sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
  }
  // To that path (as the URL ends).
  std::vector<Request> sent_to(std::string_view end) const {
    std::vector<Request> found;
    for (const Request& request : sent())
      if (request.url.ends_with(end)) found.push_back(request);
    return found;
  }
  std::vector<Request> begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }

 private:
  const Answer answer_;
  mutable std::mutex mutex_;
  std::vector<Request> sent_, begun_;
};

class ScriptedSecrets final : public SecretSource {
 public:
  std::map<std::string, std::string> now;  // as they lie in their places

  Result<Secret> secret(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    if (!kept_.contains(name)) {
      if (!now.contains(name)) return Error{HV_NOT_FOUND, "secret_not_configured", "Not there."};
      kept_[name] = now[name];
    }
    return Secret(std::string_view(kept_[name]));
  }
  void forget(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    kept_.erase(name);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> kept_;
};

// Counts, so that two draws differ; `first` also begins it.
class CountingRandom final : public Random {
 public:
  explicit CountingRandom(std::uint8_t first = 0) : next_(first) {}
  void fill(void* bytes, std::size_t size) override {
    for (std::size_t i = 0; i < size; ++i) static_cast<std::uint8_t*>(bytes)[i] = next_++;
  }

 private:
  std::atomic<std::uint8_t> next_;
};

inline std::string header_of(const Request& request, std::string_view name) {
  std::string found;
  for (const Header& header : request.headers)
    if (same_ignoring_case(header.name, name)) found += header.value;
  return found;
}

inline std::string field_of(const Request& request, std::string_view name) {
  for (const auto& [key, value] : form_decoded(request.body).value_or(Pairs{}))
    if (key == name) return value;
  return {};
}

}  // namespace homevisit::http
