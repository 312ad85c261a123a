#include "request_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace homevisit::conform {
namespace {

std::string text_of(hv_str text) {
  return text.data == nullptr ? std::string() : std::string(text.data, text.size);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_loopback(const std::string& origin) {
  const std::string host = origin.substr(origin.find("://") + 3);
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

void check_url(const Request& request, const Declaration& declaration,
               std::vector<std::string>& faults) {
  const Url url = split_url(request.url);
  // The query may hold anything: only the path is shown.
  const std::string shown = url.origin + url.path;
  if (!url.origin.starts_with("https://") && !url.origin.starts_with("http://")) {
    faults.push_back(fmt::format("the url of a request is not absolute: \"{}\"", shown));
    return;
  }
  if (url.origin.find('@') != std::string::npos)
    faults.push_back(fmt::format("the url {} holds a user", shown));
  if (request.url.find('#') != std::string::npos)
    faults.push_back(fmt::format("the url {} holds a fragment", shown));
  if (!std::all_of(request.url.begin(), request.url.end(),
                   [](char c) { return c > ' ' && c < 0x7F; }))
    faults.push_back(fmt::format("the url {} holds characters that must be written as %XX", shown));
  const auto& origins = declaration.origins;
  if (std::find(origins.begin(), origins.end(), url.origin) == origins.end())
    faults.push_back(
        fmt::format("it sent a request to {}, which is no origin of this system", url.origin));
  if (!request.auth.is_null() && url.origin.starts_with("http://") && !is_loopback(url.origin))
    faults.push_back(fmt::format("it signs in over plain http at {}", shown));
  for (const Json::Member& secret : declaration.root["secrets"].members()) {
    if (percent_decode(request.url, true).find(secret.second.text()) != std::string::npos)
      faults.push_back(fmt::format("the url {} holds the secret \"{}\"", shown, secret.first));
  }
}

void check_headers(const Request& request, std::vector<std::string>& faults) {
  for (const auto& [name, value] : request.headers) {
    for (const char* own : {"host", "content-length", "authorization", "user-agent"}) {
      if (name == own)
        faults.push_back(fmt::format("it sets the header {}, which is the host's", name));
    }
    if ((name + value).find_first_of("\r\n") != std::string::npos || name.empty())
      faults.push_back(fmt::format("the header \"{}\" holds a line end or has no name", name));
  }
}

Json copy_auth(const hv_http_auth* from, const Declaration& declaration,
               std::vector<std::string>& faults) {
  constexpr const char* kNames[] = {"none",        "basic",
                                    "bearer",      "oauth2_basic",
                                    "oauth2_body", "oauth2_private_key",
                                    "oauth1",      "form",
                                    "exchange"};
  if (!HV_HAS_FIELD(from, algorithm)) {
    faults.push_back("the struct_size of an hv_http_auth is too small");
    return {};
  }
  const hv_http_auth& auth = *from;
  const auto number = static_cast<std::size_t>(auth.sign_in);
  if (number >= std::size(kNames)) {
    faults.push_back(
        fmt::format("hv_http_auth.sign_in is {}, which adapter.h does not have", number));
    return {};
  }
  if (auth.sign_in == HV_SIGN_IN_NONE) return {};
  Json out;
  out.set("sign_in", kNames[number]);
  const std::pair<const char*, hv_str> texts[] = {
      {"client_id", auth.client_id}, {"secret", auth.secret},     {"token_url", auth.token_url},
      {"scope", auth.scope},         {"audience", auth.audience}, {"key_id", auth.key_id},
      {"algorithm", auth.algorithm}};
  for (const auto& [name, text] : texts) {
    if (text.size != 0) out.set(name, text_of(text));
  }
  if (HV_HAS_FIELD(from, token_life_ms)) {
    const std::pair<const char*, hv_str> exchange[] = {{"secret_field", auth.secret_field},
                                                       {"token_place", auth.token_place},
                                                       {"token_header", auth.token_header}};
    for (const auto& [name, text] : exchange) {
      if (text.size != 0) out.set(name, text_of(text));
    }
    if (auth.sign_in == HV_SIGN_IN_EXCHANGE &&
        (!out.has("secret_field") || !out.has("token_place") || auth.token_life_ms < 0))
      faults.push_back("hv_http_auth.secret_field or token_place is missing, or its life negative");
  }
  const Json& secrets = declaration.root["secrets"];
  if (!secrets.has(out["secret"].text())) {
    faults.push_back(
        "hv_http_auth.secret is not the name of a secret; the value never belongs there");
  }
  const bool token =
      (number >= HV_SIGN_IN_OAUTH2_BASIC && number <= HV_SIGN_IN_OAUTH2_PRIVATE_KEY) ||
      number == HV_SIGN_IN_EXCHANGE;
  const std::string token_url = out["token_url"].text();
  if (token && !token_url.starts_with("https://") &&
      !(token_url.starts_with("http://") && is_loopback(split_url(token_url).origin)))
    faults.push_back("hv_http_auth.token_url is neither https nor http on loopback");
  return out;
}

}  // namespace

Request copy_request(const hv_http_request& request, const Declaration& declaration,
                     std::vector<std::string>& faults) {
  Request out;
  out.method = text_of(request.method);
  out.url = text_of(request.url);
  out.body = text_of(request.body);
  out.writes = request.effect == HV_HTTP_WRITE;
  for (std::size_t i = 0; i < request.header_count; ++i)
    out.headers.emplace_back(lower(text_of(request.headers[i].name)),
                             text_of(request.headers[i].value));
  if (request.auth != nullptr) out.auth = copy_auth(request.auth, declaration, faults);
  bool known = false;
  for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
    known = known || out.method == method;
  if (!known) faults.push_back(fmt::format("\"{}\" is no method that adapter.h has", out.method));
  if (out.method == "GET" && !out.body.empty()) faults.push_back("a GET request has a body");
  if ((request.flags & HV_HTTP_KEEP) != 0 && out.writes)
    faults.push_back("HV_HTTP_KEEP is set on a write");
  check_url(out, declaration, faults);
  check_headers(out, faults);
  return out;
}

}  // namespace homevisit::conform
