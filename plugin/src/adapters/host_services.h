// What the host lends to one adapter instance: hv_host of adapter.h over our own parts.
#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>

#include "adapters/cache.h"
#include "base/log.h"
#include "base/random.h"
#include "homevisit/adapter.h"
#include "http/network.h"

namespace homevisit::adapters {

// All of them outlive the adapter.
struct HostParts {
  http::Network* network = nullptr;  // null: there is none
  http::SecretSource* secrets = nullptr;
  const Log* log = nullptr;
  Random& random = system_random();
  // The machine's clock, never one that stands still for training: deadlines go by it.
  const Clock& clock = system_clock();
};

// [any] Nothing is thrown through an adapter's frames.
class HostServices {
 public:
  // `adapter`: its name, for the log.
  HostServices(std::string adapter, const HostParts& parts);
  HostServices(const HostServices&) = delete;
  HostServices& operator=(const HostServices&) = delete;

  const hv_host* table() const { return &table_; }

  // While one of these stands, requests are made for this call: none lasts longer than its
  // uptime_limit (an adapter hands on deadlines, which go by the clock), and what it wants to be
  // done meanwhile is done. [one at a time]
  class ForCall {
   public:
    ForCall(HostServices& services, const CallControl& control) : services_(services) {
      services_.call_ = &control;
    }
    ~ForCall() { services_.call_ = nullptr; }
    ForCall(const ForCall&) = delete;
    ForCall& operator=(const ForCall&) = delete;

   private:
    HostServices& services_;
  };

  // The code of the last error of http_send, where its sentence is `message`: hv_error carries
  // none, and by it the sentence is put into the reader's language.
  std::string code_of(const std::string& message) const;

 private:
  // The functions of the table, without the C around them.
  Status send(const hv_exchange* exchange, const hv_http_request* request,
              hv_http_response* response);
  void ahead(const hv_exchange* exchange, const hv_http_request* request);
  hv_status hand_secret(hv_str name, hv_text_sink sink, void* sink_user);
  hv_status hand_cached(hv_str key, hv_text_sink sink, void* sink_user) const;
  void log(LogLevel level, std::string_view text) const;
  void tell_of_refusal(const http::Request& request, int status);
  void remember(const Error& error);

  const std::string adapter_;
  const HostParts parts_;
  Cache cache_;
  hv_host table_{};
  std::atomic<const CallControl*> call_{nullptr};
  mutable std::mutex mutex_;  // of the three below
  std::string last_code_, last_message_;
  std::set<std::string> told_;  // refusals that stand in the log already
};

}  // namespace homevisit::adapters
