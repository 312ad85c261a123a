// A host whose network is a function of the test.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "homevisit/adapter.h"
#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

struct ScriptedAnswer {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  hv_status failure = HV_OK;  // no answer at all
};

struct ScriptedRequest {
  std::string method, url, body;
  std::map<std::string, std::string> headers;
  hv_http_effect effect = HV_HTTP_READ;
};

class ScriptedHost {
 public:
  std::function<ScriptedAnswer(const ScriptedRequest&)> answer;
  std::vector<ScriptedRequest> requests;
  std::vector<std::string> ahead, log;
  std::map<std::string, std::string> secrets, kept;
  std::int64_t now = 1'760'270'400'000;
  int held = 0;  // answers not released yet

  ScriptedHost() {
    raw.struct_size = sizeof raw;
    raw.user = this;
    raw.log = [](void* user, hv_log_level, hv_str line) { self(user).log.push_back(text(line)); };
    raw.now_ms = [](void* user) { return self(user).now; };
    raw.random = [](void*, void* bytes, std::size_t size) {
      return std::memset(bytes, 7, size), HV_OK;
    };
    raw.http_send = send;
    raw.http_release = [](void* user, hv_http_response* response) {
      --self(user).held;
      delete static_cast<Held*>(response->held);
    };
    raw.http_ahead = [](void* user, const hv_exchange*, const hv_http_request* request) {
      self(user).ahead.push_back(text(request->url));
    };
    raw.secret = [](void* user, hv_str name, hv_text_sink sink, void* sink_user) {
      const auto found = self(user).secrets.find(text(name));
      if (found == self(user).secrets.end()) return HV_NOT_FOUND;
      sink(sink_user, str(found->second));
      return HV_OK;
    };
    raw.cache_get = [](void* user, hv_str key, hv_text_sink sink, void* sink_user) {
      const auto found = self(user).kept.find(text(key));
      if (found == self(user).kept.end()) return HV_NOT_FOUND;
      sink(sink_user, str(found->second));
      return HV_OK;
    };
    raw.cache_put = [](void* user, hv_str key, hv_str value, std::int64_t) {
      self(user).kept[text(key)] = text(value);
      return HV_OK;
    };
  }
  ScriptedHost(const ScriptedHost&) = delete;

  hv_host raw{};

 private:
  struct Held {
    ScriptedAnswer answer;
    std::vector<hv_http_header> headers;
  };
  static ScriptedHost& self(void* user) { return *static_cast<ScriptedHost*>(user); }

  static hv_status send(void* user, const hv_exchange*, const hv_http_request* request,
                        hv_http_response* response, hv_error* error) {
    ScriptedRequest asked{
        text(request->method), text(request->url), text(request->body), {}, request->effect};
    for (std::size_t i = 0; i < request->header_count; ++i)
      asked.headers[text(request->headers[i].name)] = text(request->headers[i].value);
    self(user).requests.push_back(asked);
    auto* held = new Held{self(user).answer(asked), {}};
    if (held->answer.failure != HV_OK) {
      error->code = held->answer.failure;
      copy("The network is a test and does not answer.", error->message);
      const hv_status failure = held->answer.failure;
      delete held;
      return failure;
    }
    for (const auto& [name, value] : held->answer.headers)
      held->headers.push_back({str(name), str(value)});
    response->status = held->answer.status;
    response->headers = held->headers.data();
    response->header_count = held->headers.size();
    response->body = str(held->answer.body);
    response->held = held;
    ++self(user).held;
    return HV_OK;
  }
};

}  // namespace homevisit::sdk
