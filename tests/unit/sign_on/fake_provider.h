// A system that signs people in, as a test says it, and what the library needs to talk to it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <functional>
#include <map>

#include "base/log.h"
#include "http/network.h"
#include "http/scripted.h"
#include "sign_on/open_id.h"
#include "tokens.h"

namespace homevisit::sign_on {

// Both the time of day and the uptime are moved by the test.
class TestClock final : public Clock {
 public:
  std::int64_t now = 1'795'000'000'000;
  std::int64_t now_ms() const override { return now; }
  std::int64_t uptime_ms() const override { return now; }
};

class FakeProvider final : public http::Network {
 public:
  const std::string issuer = "https://id.example";
  http::TestKey key = http::ec_key();
  std::string key_id = "k1";
  bool away = false, keys_away = false, says_issuer = false;
  std::string called = issuer;  // how it calls itself
  std::string published = key_set({jwk_of(key, key_id)});
  std::map<std::string, std::string> changed;                  // claims that are otherwise, as JSON
  std::function<std::string(const std::string& claims)> sign;  // "": as it should be
  std::function<http::Response()> token_answer;                // instead of a token
  std::string userinfo = R"({"sub":"person-1"})";
  std::map<std::string, int> asked;               // by the path
  std::map<std::string, std::string> challenges;  // by the code: challenge and nonce
  http::Request token_request;
  TestClock clock;

  // What a browser would bring back.
  Answer authorize(const std::string& url) {
    const auto query = *http::form_decoded(url.substr(url.find('?') + 1));
    std::map<std::string, std::string> fields(query.begin(), query.end());
    last = fields;
    nonce = fields["nonce"];
    return {fields["state"], "code-1", says_issuer ? issuer : "", ""};
  }
  std::map<std::string, std::string> last;
  std::string nonce;

  Result<http::Response> send(const http::Request& request, const http::Auth&,
                              const CallControl&) override {
    const std::string path = request.url.substr(request.url.find('/', 8));
    ++asked[path];
    if (away || (keys_away && path == "/keys"))
      return Error{HV_UNAVAILABLE, "http_not_sent", "Nobody answers."};
    if (path == "/.well-known/openid-configuration") return answer(description());
    if (path == "/keys") return answer(published);
    if (path == "/userinfo") return answer(userinfo);
    if (path != "/token") return http::Response{404, {}, "", false};
    token_request = request;
    if (token_answer) return token_answer();
    json::Writer w;
    w.begin_object().member("access_token", "access").member("token_type", "Bearer");
    return answer(w.member("id_token", id_token()).end_object().take());
  }
  void ahead(const http::Request&, const http::Auth&, const CallControl&) override {}

 private:
  static Result<http::Response> answer(std::string body) {
    return http::Response{200, {}, std::move(body), false};
  }
  std::string description() const {
    json::Writer w;
    w.begin_object().member("issuer", called);
    w.member("authorization_endpoint", "https://id.example/authorize?tenant=1");
    w.member("token_endpoint", "https://id.example/token").member("jwks_uri", issuer + "/keys");
    w.member("userinfo_endpoint", "https://id.example/userinfo");
    return w.member("authorization_response_iss_parameter_supported", says_issuer)
        .end_object()
        .take();
  }
  std::string id_token() {
    const std::int64_t now = clock.now / 1000;
    std::map<std::string, std::string> claims = {
        {"iss", '"' + issuer + '"'},  {"aud", R"("homevisit")"},
        {"sub", R"("person-1")"},     {"nonce", '"' + nonce + '"'},
        {"iat", std::to_string(now)}, {"exp", std::to_string(now + 300)}};
    for (const auto& [name, value] : changed) claims[name] = value;
    std::string text = "{";
    for (const auto& [name, value] : claims)
      if (!value.empty()) text += (text.size() > 1 ? ",\"" : "\"") + name + "\":" + value;
    text += "}";
    return sign ? sign(text) : token_of(key, "ES256", key_id, text);
  }
};

// A folder for the used states, and everything that Parts refers to.
struct Desk {
  FakeProvider provider;
  http::ScriptedSecrets secrets;
  Log log;
  std::string folder = [] {
    std::string name =
        (std::filesystem::temp_directory_path() / "homevisit-sign-on-XXXXXX").string();
    return std::string(::mkdtemp(name.data()));
  }();
  Directory directory{provider, provider.clock};
  std::unique_ptr<journal::UsedOnce> used = journal::UsedOnce::at(folder + "/sign-on.db");
  Parts parts{provider,  secrets, log, provider.clock, system_random(), Secret(Bytes(32, 7)),
              directory, *used};
  CallControl control;

  ~Desk() { std::filesystem::remove_all(folder); }
};

}  // namespace homevisit::sign_on
