#include "adapters/host_services.h"

#include <fmt/format.h>

#include "adapters/http_translation.h"
#include "adapters/text.h"
#include "base/c_error.h"
#include "http/trouble.h"
#include "http/url.h"

namespace homevisit::adapters {
namespace {

// Runs what must not throw; `otherwise` is the answer where it does (out of memory).
template <typename Function>
auto guarded(const Function& function, decltype(function()) otherwise) {
  try {
    return function();
  } catch (...) {
    return otherwise;
  }
}

LogLevel level_of(hv_log_level level) {
  switch (level) {
    case HV_LOG_DEBUG:
      return LogLevel::debug;
    case HV_LOG_INFO:
      return LogLevel::info;
    case HV_LOG_WARNING:
      return LogLevel::warning;
    default:
      return LogLevel::error;
  }
}

}  // namespace

HostServices::HostServices(std::string adapter, const HostParts& parts)
    : adapter_(std::move(adapter)), parts_(parts), cache_(parts.clock) {
  table_.struct_size = sizeof table_;
  table_.user = this;
  table_.log = [](void* user, hv_log_level level, hv_str text) {
    (void)guarded(
        [&] { return static_cast<HostServices*>(user)->log(level_of(level), view(text)), 0; }, 0);
  };
  table_.now_ms = [](void* user) {
    return static_cast<HostServices*>(user)->parts_.clock.now_ms();
  };
  table_.random = [](void* user, void* bytes, std::size_t size) {
    return guarded(
        [&] {
          static_cast<HostServices*>(user)->parts_.random.fill(bytes, size);
          return HV_OK;
        },
        HV_UNAVAILABLE);
  };
  table_.http_send = [](void* user, const hv_exchange* exchange, const hv_http_request* request,
                        hv_http_response* response, hv_error* error) {
    const bool write = HV_HAS_FIELD(request, effect) && request->effect != HV_HTTP_READ;
    return guarded(
        [&] {
          const Status sent = static_cast<HostServices*>(user)->send(exchange, request, response);
          if (sent) return HV_OK;
          put_error(error, sent.error());
          return sent.error().status;
        },
        // Memory may have ended before or after a write went out.
        write ? HV_OUTCOME_UNKNOWN : HV_UNAVAILABLE);
  };
  table_.http_release = [](void*, hv_http_response* response) {
    if (has_room(response)) release(*response);
  };
  table_.http_ahead = [](void* user, const hv_exchange* exchange, const hv_http_request* request) {
    (void)guarded([&] { return static_cast<HostServices*>(user)->ahead(exchange, request), 0; }, 0);
  };
  table_.secret = [](void* user, hv_str name, hv_text_sink sink, void* sink_user) {
    return guarded(
        [&] { return static_cast<HostServices*>(user)->hand_secret(name, sink, sink_user); },
        HV_RESOURCE_EXHAUSTED);
  };
  table_.cache_get = [](void* user, hv_str key, hv_text_sink sink, void* sink_user) {
    return guarded(
        [&] { return static_cast<HostServices*>(user)->hand_cached(key, sink, sink_user); },
        HV_NOT_FOUND);
  };
  table_.cache_put = [](void* user, hv_str key, hv_str value, std::int64_t keep_ms) {
    return guarded(
        [&] {
          return static_cast<HostServices*>(user)->cache_.put(view(key), view(value), keep_ms)
                     ? HV_OK
                     : HV_RESOURCE_EXHAUSTED;
        },
        HV_RESOURCE_EXHAUSTED);
  };
}

void HostServices::log(LogLevel level, std::string_view text) const {
  if (parts_.log != nullptr) parts_.log->write(level, adapter_, text);
}

Status HostServices::send(const hv_exchange* exchange, const hv_http_request* in,
                          hv_http_response* response) {
  if (!has_room(response))
    return Error{HV_INVALID_ARGUMENT, "adapter_error", "The adapter has no room for the answer."};
  *response = {response->struct_size, 0, 0, nullptr, 0, {nullptr, 0}, nullptr};
  auto request = request_of(in);
  if (!request) {
    remember(request.error());
    return std::move(request).error();
  }
  if (parts_.network == nullptr)
    return http::transport_error(http::Failure::not_sent, request->effect,
                                 "There is no network here.");
  CallControl control;
  take_control(exchange, control);
  if (const CallControl* call = call_) {
    control.uptime_limit = call->uptime_limit;
    control.meanwhile = call->meanwhile;
  }
  auto answer = parts_.network->send(*request, auth_of(in), control);
  if (!answer) {
    remember(answer.error());
    if (answer.error().status != HV_CANCELLED) log(LogLevel::warning, answer.error().message);
    return std::move(answer).error();
  }
  tell_of_refusal(*request, answer->status);
  hand_out(std::move(*answer), *response);
  return ok();
}

// Of each kind once: an adapter may ask for a thousand things that it may not see.
void HostServices::tell_of_refusal(const http::Request& request, int status) {
  if (status != 401 && status != 403) return;
  const auto url = http::parse_url(request.url);
  const std::string place = url ? url->origin() : "The system";
  const bool write = request.effect == http::Effect::write;
  {
    const std::lock_guard lock(mutex_);
    if (!told_.insert(fmt::format("{} {} {}", place, status, write)).second) return;
  }
  log(LogLevel::warning,
      status == 401
          ? fmt::format("{} does not accept our credentials (401). Check the client's id and its "
                        "secret in the configuration, and ask there whether they were revoked.",
                        place)
          : fmt::format(
                "{} knows us and does not let us {} this (403). Ask its administrator which "
                "rights this client has.",
                place, write ? "write" : "read"));
}

void HostServices::ahead(const hv_exchange* exchange, const hv_http_request* in) {
  const auto request = request_of(in);
  if (!request || request->effect != http::Effect::read || parts_.network == nullptr) return;
  CallControl control;
  take_control(exchange, control);
  parts_.network->ahead(*request, auth_of(in), control);
}

hv_status HostServices::hand_secret(hv_str name, hv_text_sink sink, void* sink_user) {
  if (parts_.secrets == nullptr) return HV_NOT_FOUND;
  // Read anew: whether the system still takes it, only the adapter will know.
  const std::string wanted(view(name));
  parts_.secrets->forget(wanted);
  const auto secret = parts_.secrets->secret(wanted);
  if (!secret) {
    log(LogLevel::error, secret.error().message);
    return secret.error().status;
  }
  sink(sink_user, str(as_text(secret->reveal())));
  return HV_OK;
}

hv_status HostServices::hand_cached(hv_str key, hv_text_sink sink, void* sink_user) const {
  const auto value = cache_.get(view(key));
  if (!value) return HV_NOT_FOUND;
  sink(sink_user, str(*value));
  return HV_OK;
}

void HostServices::remember(const Error& error) {
  const std::lock_guard lock(mutex_);
  last_code_ = error.code;
  last_message_ = error.message;
}

std::string HostServices::code_of(const std::string& message) const {
  const std::lock_guard lock(mutex_);
  // The message may have been cut on its way through hv_error.
  return !message.empty() && last_message_.starts_with(message) ? last_code_ : "";
}

}  // namespace homevisit::adapters
