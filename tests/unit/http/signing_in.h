// Requests that are signed in, over a network that answers as it is told.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "http/sign_in.h"
#include "scripted.h"

namespace homevisit::http {

inline constexpr std::int64_t now = 1'795'000'000'000;  // Wed, 18 Nov 2026 11:06:40 GMT
inline const std::string token_url = "https://id.example/oauth/token";

inline Response status(int code, std::string body = "", std::vector<Header> headers = {}) {
  return {code, std::move(headers), std::move(body), false};
}
inline Response token(const std::string& value) {
  return status(200, "{\"access_token\":\"" + value + "\",\"expires_in\":1800}");
}
inline bool is_token_request(const Request& request) { return request.url == token_url; }

class SigningIn : public testing::Test {
 protected:
  Auth auth(hv_http_sign_in kind) {
    return {kind, "client 1:a", "ods", kind >= HV_SIGN_IN_OAUTH2_BASIC ? token_url : "",
            "",   "",           "",    ""};
  }
  static Request get(std::string url = "https://sis.example/students?limit=500") {
    Request request;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/json"}};
    return request;
  }
  static Request post() {
    Request request = get();
    request.effect = Effect::write;
    request.method = "POST";
    request.body = "{}";
    return request;
  }
  static Request post_form() {
    Request request = post();
    request.body = "a=b";
    return request;
  }
  Result<Response> send(const Auth& as, Transport& inner, const Request& request) {
    return SignIn(as, inner, secrets_, tokens_, clock_, random_).send(request, control_);
  }

  FixedClock clock_{now};
  CountingRandom random_;
  TokenCache tokens_{clock_, random_};
  ScriptedSecrets secrets_;
  CallControl control_;
};

}  // namespace homevisit::http
