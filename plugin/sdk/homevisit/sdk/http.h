// Requests to the system, through the host. An adapter opens no socket.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "homevisit/adapter.h"
#include "homevisit/sdk/call.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/json.h"
#include "homevisit/sdk/text.h"
#include "homevisit/sdk/url.h"

namespace homevisit::sdk {

// How to sign in, with texts of its own. `secret` is a name in the host's configuration.
struct Auth {
  hv_http_sign_in sign_in = HV_SIGN_IN_NONE;
  std::string client_id, secret, token_url, scope, audience, key_id, algorithm;
  std::string secret_field, token_place, token_header;  // HV_SIGN_IN_EXCHANGE
  std::int64_t token_life_ms = 0;

  hv_http_auth raw() const {
    return {sizeof(hv_http_auth), sign_in,           str(client_id),   str(secret),
            str(token_url),       str(scope),        str(audience),    str(key_id),
            str(algorithm),       str(secret_field), str(token_place), str(token_header),
            token_life_ms};
  }
};

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // A POST that only asks (a search) is a read all the same.
  hv_http_effect effect = HV_HTTP_READ;
  std::uint32_t flags = 0;  // HV_HTTP_*
  std::uint64_t most_bytes = 0;

  static Request get(std::string url) {
    Request request;
    request.url = std::move(url);
    return request;
  }
  static Request write(std::string method, std::string url, std::string body = {}) {
    Request request;
    request.method = std::move(method);
    request.url = std::move(url);
    request.body = std::move(body);
    request.effect = HV_HTTP_WRITE;
    return request;
  }
  Request&& header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
  Request&& json() && { return std::move(*this).header("Content-Type", "application/json"); }
  Request&& keep() && {
    flags |= HV_HTTP_KEEP;
    return std::move(*this);
  }
};

// An answer, whatever its status; owned by the host until this is destroyed.
class Response {
 public:
  Response(const hv_host* host, const hv_http_response& raw) : host_(host), raw_(raw) {}
  Response(Response&& other) noexcept
      : host_(std::exchange(other.host_, nullptr)), raw_(other.raw_) {}
  Response& operator=(Response&&) = delete;
  ~Response() {
    if (host_ != nullptr && host_->http_release != nullptr) host_->http_release(host_->user, &raw_);
  }

  int status() const { return raw_.status; }
  bool ok() const { return raw_.status >= 200 && raw_.status < 300; }
  // Taken from what the host kept: its headers are of an earlier day.
  bool kept() const { return raw_.kept != 0; }
  std::string_view body() const { return view(raw_.body); }
  // The first of that name (in lower case), or "".
  std::string_view header(std::string_view name) const {
    for (std::size_t i = 0; i < raw_.header_count; ++i)
      if (view(raw_.headers[i].name) == name) return view(raw_.headers[i].value);
    return {};
  }
  // The system's own id for this request, for its administrator.
  std::string_view request_id() const {
    for (const char* name : {"x-request-id", "x-correlation-id", "request-id"})
      if (const auto id = header(name); !id.empty()) return id;
    return {};
  }

 private:
  const hv_host* host_;
  hv_http_response raw_;
};

// What follows from a status that is not 2xx. `what` completes "... answered 403 to ": "the request
// for students", "the new entry".
//
//   400 404* 405 410 413 415 422 ...  HV_INVALID_ARGUMENT, 404 and 410 HV_NOT_FOUND
//   401  HV_UNAUTHENTICATED           403  HV_PERMISSION_DENIED (both with HV_ERROR_AUTH)
//   409 412  HV_CONFLICT              408 425 429  HV_UNAVAILABLE, retryable
//   5xx  of a read HV_UNAVAILABLE, retryable; of a write HV_OUTCOME_UNKNOWN: it may have been taken
//   1xx 3xx  HV_UNAVAILABLE
inline Failure failure_of(const Response& response, std::string_view what, hv_http_effect effect) {
  const int status = response.status();
  const std::string begin =
      "The system answered " + std::to_string(status) + " to " + std::string(what) + ". ";
  std::int64_t wait_ms = -1;
  if (const auto after = response.header("retry-after");
      !after.empty() && after.size() < 8 &&
      after.find_first_not_of("0123456789") == std::string_view::npos)
    wait_ms = std::stoll(std::string(after)) * 1000;
  const auto make = [&](hv_status code, const char* advice) {
    return Failure(code, begin + advice).http(status, response.request_id(), wait_ms);
  };
  if (status == 401)
    return make(HV_UNAUTHENTICATED,
                "It does not accept the credentials: look whether they were revoked or replaced.");
  if (status == 403)
    return make(HV_PERMISSION_DENIED,
                "These credentials may not do this: ask the system's administrator for the right.")
        .flags(HV_ERROR_AUTH);
  if (status == 404 || status == 410)
    return make(HV_NOT_FOUND, "It does not have this: check the address and the ids.");
  if (status == 409 || status == 412)
    return make(HV_CONFLICT, "Something else stands there, or it was changed meanwhile.");
  if (status == 429 || status == 408 || status == 425)
    return make(HV_UNAVAILABLE, "It is being asked too much; this will be tried again later.");
  if (status >= 500 && effect == HV_HTTP_WRITE)
    return make(HV_OUTCOME_UNKNOWN, "Whether it was taken is not known; it will be looked up.");
  if (status >= 500) return make(HV_UNAVAILABLE, "It has a fault of its own; try again later.");
  if (status >= 400)
    return make(HV_INVALID_ARGUMENT, "It did not understand the request; please report this.");
  return make(HV_UNAVAILABLE, "That is no answer to this request; check the address.");
}

// The system as one call sees it.
class Http {
 public:
  Http(const Call& call, const Auth& auth) : call_(call), auth_(auth) {}

  // The answer, whatever its status. Throws what the host says when there is none.
  Response send(const Request& request) const {
    call_.check();
    const hv_host* const host = call_.host().raw();
    if (!HV_HAS_FIELD(host, http_release) || host->http_send == nullptr) Host::too_old("network");
    const Raw raw(request, auth_);
    if (request.effect == HV_HTTP_WRITE) call_.wrote();
    hv_http_response response{};
    response.struct_size = sizeof response;
    hv_error error{};
    error.struct_size = sizeof error;
    error.retry_after_ms = -1;
    const hv_status status =
        host->http_send(host->user, call_.raw(), &raw.request, &response, &error);
    if (status != HV_OK) throw Failure(status, error);
    return Response(host, response);
  }

  // The answer when it is 2xx; throws failure_of otherwise. For `what` see there.
  Response expect(const Request& request, std::string_view what) const {
    Response response = send(request);
    if (!response.ok()) throw failure_of(response, what, request.effect);
    return response;
  }

  Json json(const Request& request, std::string_view what) const {
    const Response response = expect(request, what);
    return Json::parse(response.body(), "The answer to " + std::string(what));
  }

  // This read comes next: the system may work on it while we decode.
  void ahead(const Request& request) const {
    const hv_host* const host = call_.host().raw();
    if (!HV_HAS_FIELD(host, http_ahead) || host->http_ahead == nullptr) return;
    const Raw raw(request, auth_);
    host->http_ahead(host->user, call_.raw(), &raw.request);
  }

  const Call& call() const { return call_; }

 private:
  // The C structs of a request, pointing into it.
  struct Raw {
    Raw(const Request& from, const Auth& sign_in) : auth(sign_in.raw()) {
      headers.reserve(from.headers.size());
      for (const auto& [name, value] : from.headers) headers.push_back({str(name), str(value)});
      request.struct_size = sizeof request;
      request.effect = from.effect;
      request.method = str(from.method);
      request.url = str(from.url);
      request.headers = headers.data();
      request.header_count = headers.size();
      request.body = str(from.body);
      request.auth = &auth;
      request.most_bytes = from.most_bytes;
      request.flags = from.flags;
    }
    Raw(const Raw&) = delete;
    hv_http_auth auth;
    std::vector<hv_http_header> headers;
    hv_http_request request{};
  };

  const Call& call_;
  const Auth& auth_;
};

}  // namespace homevisit::sdk
