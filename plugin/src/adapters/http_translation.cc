#include "adapters/http_translation.h"

#include <algorithm>
#include <memory>

#include "adapters/text.h"
#include "http/encoding.h"

namespace homevisit::adapters {
namespace {

// The host's own: the connection's, and what signs in.
constexpr std::string_view hosts_headers[] = {"host",
                                              "content-length",
                                              "authorization",
                                              "proxy-authorization",
                                              "user-agent",
                                              "connection",
                                              "keep-alive",
                                              "te",
                                              "transfer-encoding",
                                              "upgrade",
                                              "expect",
                                              "accept-encoding"};

struct Held {
  http::Response response;
  std::vector<hv_http_header> headers;
};

Error not_allowed(std::string message) {
  return {HV_INVALID_ARGUMENT, http::failure_code(http::Failure::refused_here), std::move(message)};
}

}  // namespace

Result<http::Request> request_of(const hv_http_request* in) {
  if (!HV_HAS_FIELD(in, url)) return not_allowed("The adapter asked for nothing.");
  http::Request out;
  out.effect = in->effect == HV_HTTP_READ ? http::Effect::read : http::Effect::write;
  out.method = view(in->method);
  out.url = view(in->url);
  if (HV_HAS_FIELD(in, header_count)) {
    if (in->header_count > 100 || (in->header_count > 0 && in->headers == nullptr))
      return not_allowed("The adapter sends too many headers.");
    for (std::size_t i = 0; i < in->header_count; ++i) {
      const std::string_view name = view(in->headers[i].name);
      if (std::any_of(std::begin(hosts_headers), std::end(hosts_headers),
                      [&](std::string_view own) { return http::same_ignoring_case(own, name); }))
        return not_allowed("The adapter sets a header that is the host's: " + std::string(name));
      out.headers.push_back({std::string(name), std::string(view(in->headers[i].value))});
    }
  }
  if (HV_HAS_FIELD(in, body)) out.body = view(in->body);
  if (HV_HAS_FIELD(in, most_bytes) && in->most_bytes != 0) out.most_bytes = in->most_bytes;
  if (HV_HAS_FIELD(in, flags)) out.keep = (in->flags & HV_HTTP_KEEP) != 0;
  return out;
}

http::Auth auth_of(const hv_http_request* in) {
  http::Auth out;
  const hv_http_auth* const auth = HV_HAS_FIELD(in, auth) ? in->auth : nullptr;
  if (!HV_HAS_FIELD(auth, sign_in)) return out;
  out.kind = auth->sign_in;
  if (HV_HAS_FIELD(auth, client_id)) out.client_id = view(auth->client_id);
  if (HV_HAS_FIELD(auth, secret)) out.secret = view(auth->secret);
  if (HV_HAS_FIELD(auth, token_url)) out.token_url = view(auth->token_url);
  if (HV_HAS_FIELD(auth, scope)) out.scope = view(auth->scope);
  if (HV_HAS_FIELD(auth, audience)) out.audience = view(auth->audience);
  if (HV_HAS_FIELD(auth, key_id)) out.key_id = view(auth->key_id);
  if (HV_HAS_FIELD(auth, algorithm)) out.algorithm = view(auth->algorithm);
  if (HV_HAS_FIELD(auth, token_life_ms)) {
    out.secret_field = view(auth->secret_field);
    out.token_place = view(auth->token_place);
    out.token_header = view(auth->token_header);
    out.token_life_ms = auth->token_life_ms;
  }
  return out;
}

void take_control(const hv_exchange* in, CallControl& out) {
  if (HV_HAS_FIELD(in, deadline_ms)) out.deadline = in->deadline_ms;
  if (HV_HAS_FIELD(in, cancel)) out.outer = in->cancel;
}

bool has_room(const hv_http_response* out) { return HV_HAS_FIELD(out, held); }

void hand_out(http::Response answer, hv_http_response& out) {
  auto held = std::make_unique<Held>(Held{std::move(answer), {}});
  held->headers.reserve(held->response.headers.size());
  for (const http::Header& header : held->response.headers)
    held->headers.push_back({str(header.name), str(header.value)});
  out.status = held->response.status;
  out.kept = held->response.kept ? 1 : 0;
  out.headers = held->headers.data();
  out.header_count = held->headers.size();
  out.body = str(held->response.body);
  out.held = held.release();
}

void release(hv_http_response& response) {
  delete static_cast<Held*>(response.held);
  response.held = nullptr;
  response.headers = nullptr;
  response.header_count = 0;
  response.body = {nullptr, 0};
}

}  // namespace homevisit::adapters
