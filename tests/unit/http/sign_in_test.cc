// Credentials on requests: each way of signing in, renewal on 401, and what must never be said.
#include "http/sign_in.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <regex>
#include <sstream>
#include <thread>

#include "keys.h"
#include "scripted.h"

namespace homevisit::http {
namespace {

constexpr std::int64_t now = 1'795'000'000'000;  // Wed, 18 Nov 2026 11:06:40 GMT
const std::string token_url = "https://id.example/oauth/token";

Response status(int code, std::string body = "", std::vector<Header> headers = {}) {
  return {code, std::move(headers), std::move(body), false};
}
Response token(const std::string& value) {
  return status(200, "{\"access_token\":\"" + value + "\",\"expires_in\":1800}");
}
bool is_token_request(const Request& request) { return request.url == token_url; }

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

// ---- Each way, as it goes out

TEST_F(SigningIn, WithNothingTheRequestGoesAsItIs) {
  ScriptedTransport inner([](const Request&) { return status(401); });
  Request request = get("http://sis.example/");
  request.headers.push_back({"Authorization", "its own"});
  EXPECT_EQ(send(Auth{}, inner, request)->status, 401);
  EXPECT_EQ(header_of(inner.sent()[0], "authorization"), "its own");
}

// RFC 7617, 2.1: "test" with the pound sign in UTF-8.
TEST_F(SigningIn, BasicIsThatOfTheRfcsExample) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now["ods"] = "123\xc2\xa3";
  Auth as = auth(HV_SIGN_IN_BASIC);
  as.client_id = "test";
  EXPECT_EQ(send(as, inner, get())->status, 200);
  EXPECT_EQ(header_of(inner.sent()[0], "authorization"), "Basic dGVzdDoxMjPCow==");
  EXPECT_EQ(header_of(inner.sent()[0], "accept"), "application/json");
}

TEST_F(SigningIn, ABearerTokenIsTheSecretItself) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now["ods"] = "tok.en";
  Request request = get();
  request.headers.push_back({"AUTHORIZATION", "the adapter's"});
  EXPECT_EQ(send(auth(HV_SIGN_IN_BEARER), inner, request)->status, 200);
  EXPECT_EQ(header_of(inner.sent()[0], "authorization"), "Bearer tok.en") << "and no other";
}

// RFC 6749, 2.3.1 and 4.4.2.
TEST_F(SigningIn, OauthInTheHeaderEncodesIdAndSecretFirst) {
  ScriptedTransport inner(
      [](const Request& request) { return is_token_request(request) ? token("t1") : status(200); });
  secrets_.now["ods"] = "s:e %+\xc3\xa9";
  Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  as.scope = "a b";
  EXPECT_EQ(send(as, inner, get())->status, 200);
  const Request asked = inner.sent_to("/oauth/token").at(0);
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.effect, Effect::read) << "asking twice does no harm";
  EXPECT_EQ(header_of(asked, "authorization"),
            "Basic " + base64(as_bytes("client+1%3Aa:s%3Ae+%25%2B%C3%A9")));
  EXPECT_EQ(header_of(asked, "content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(asked.body, "grant_type=client_credentials&scope=a+b");
  EXPECT_LE(asked.most_bytes, 64U << 10);
  EXPECT_EQ(header_of(inner.sent_to("limit=500").at(0), "authorization"), "Bearer t1");
}

TEST_F(SigningIn, OauthInTheBodyNamesNothingInTheHeader) {
  ScriptedTransport inner(
      [](const Request& request) { return is_token_request(request) ? token("t1") : status(200); });
  secrets_.now["ods"] = "s&e=c";
  EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH2_BODY), inner, get())->status, 200);
  const Request asked = inner.sent_to("/oauth/token").at(0);
  EXPECT_EQ(header_of(asked, "authorization"), "");
  EXPECT_EQ(field_of(asked, "grant_type"), "client_credentials");
  EXPECT_EQ(field_of(asked, "client_id"), "client 1:a");
  EXPECT_EQ(field_of(asked, "client_secret"), "s&e=c");
}

TEST_F(SigningIn, AnAssertionIsShortFreshAndForTheTokenUrl) {
  ScriptedTransport inner(
      [](const Request& request) { return is_token_request(request) ? token("t1") : status(200); });
  const TestKey pair = ec_key();
  secrets_.now["ods"] = as_text(pem_of(pair).reveal());
  Auth as = auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY);
  as.algorithm = "ES256";
  for (const char* scope : {"a", "b"}) {
    as.scope = scope;
    EXPECT_EQ(send(as, inner, get())->status, 200);
  }
  std::set<std::string> ids;
  for (const Request& asked : inner.sent_to("/oauth/token")) {
    EXPECT_EQ(field_of(asked, "client_assertion_type"),
              "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    EXPECT_EQ(asked.effect, Effect::write) << "Retry would send the same one again";
    const std::string text = field_of(asked, "client_assertion");
    const auto last = text.rfind('.');
    EXPECT_TRUE(
        verifies(pair, "ES256", text.substr(0, last), from_base64url(text.substr(last + 1))));
    const auto first = text.find('.') + 1;
    const auto claims = json::Document::parse(from_base64url(text.substr(first, last - first)));
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->root()["aud"].text(), token_url);
    EXPECT_EQ(claims->root()["iat"].integer(), now / 1000);
    EXPECT_EQ(claims->root()["exp"].integer(), now / 1000 + 120);
    ids.insert(std::string(claims->root()["jti"].text()));
  }
  EXPECT_EQ(ids.size(), 2U);
}

TEST_F(SigningIn, EachRequestOfOauth1HasANonceOfItsOwn) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now["ods"] = "secret";
  std::set<std::string> headers;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH1), inner, get())->status, 200);
    const std::string header = header_of(inner.sent().back(), "authorization");
    EXPECT_TRUE(header.starts_with("OAuth oauth_consumer_key=\"client%201%3Aa\",")) << header;
    EXPECT_NE(header.find("oauth_timestamp=\"1795000000\""), std::string::npos);
    headers.insert(header);
  }
  EXPECT_EQ(headers.size(), 3U);
}

TEST_F(SigningIn, ASecretInAFormFieldStandsInTheBodyAndNowhereElse) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now["ods"] = "to&k=en";
  Auth as = auth(HV_SIGN_IN_FORM);
  as.client_id = "wstoken";
  Request asked = post();
  asked.body = "wsfunction=f";
  asked.headers.push_back({"Authorization", "the adapter's"});
  EXPECT_EQ(send(as, inner, asked)->status, 200);
  asked.body.clear();
  EXPECT_EQ(send(as, inner, asked)->status, 200);
  EXPECT_EQ(inner.sent()[0].body, "wsfunction=f&wstoken=to%26k%3Den");
  EXPECT_EQ(inner.sent()[1].body, "wstoken=to%26k%3Den");
  for (const Request& sent : inner.sent()) {
    EXPECT_EQ(sent.url.find("wstoken"), std::string::npos);
    EXPECT_EQ(header_of(sent, "authorization"), "");
    EXPECT_EQ(header_of(sent, "content-type"), "application/x-www-form-urlencoded");
  }
}

// Such systems say 200 to a token that was revoked, so nothing tells when it was replaced.
TEST_F(SigningIn, ASecretInAFormFieldIsReadAnewForEachRequest) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  Auth as = auth(HV_SIGN_IN_FORM);
  as.client_id = "wstoken";
  secrets_.now["ods"] = "old";
  EXPECT_TRUE(send(as, inner, post_form()));
  secrets_.now["ods"] = "new";
  EXPECT_TRUE(send(as, inner, post_form()));
  EXPECT_EQ(inner.sent()[1].body, "a=b&wstoken=new");
}

TEST_F(SigningIn, ASecretGoesIntoNoBodyThatIsNoForm) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now["ods"] = "canary";
  Auth as = auth(HV_SIGN_IN_FORM);
  as.client_id = "wstoken";
  EXPECT_EQ(send(as, inner, get()).error().status, HV_INVALID_ARGUMENT);
  Request json = post();
  json.headers.push_back({"content-type", "application/json"});
  EXPECT_EQ(send(as, inner, json).error().status, HV_INVALID_ARGUMENT);
  as.client_id = "";
  EXPECT_EQ(send(as, inner, post_form()).error().status, HV_INVALID_ARGUMENT);
  EXPECT_TRUE(inner.sent().empty());
}

// ---- Where no credential goes

TEST_F(SigningIn, NoCredentialGoesOverPlainHttpButToLoopback) {
  ScriptedTransport inner(
      [](const Request& request) { return request.method == "POST" ? token("t1") : status(200); });
  secrets_.now["ods"] = "canary";
  for (const auto kind : {HV_SIGN_IN_BASIC, HV_SIGN_IN_BEARER, HV_SIGN_IN_OAUTH2_BASIC,
                          HV_SIGN_IN_OAUTH2_BODY, HV_SIGN_IN_OAUTH1, HV_SIGN_IN_FORM}) {
    Auth as = auth(kind);
    as.client_id = "client";
    for (const char* url :
         {"http://sis.example/", "http://127.0.0.1.example/", "http://localhost@sis.example/",
          "https://user@sis.example/", "//sis/"}) {
      const auto refused = send(as, inner, get(url));
      ASSERT_FALSE(refused) << url;
      EXPECT_EQ(refused.error().status, HV_INVALID_ARGUMENT);
      EXPECT_EQ(failure_of(refused.error()), Failure::refused_here);
    }
    EXPECT_TRUE(inner.sent().empty());
  }
  for (const char* url : {"http://127.0.0.1:8080/", "http://[::1]/", "http://localhost/"})
    EXPECT_TRUE(send(auth(HV_SIGN_IN_BEARER), inner, get(url))) << url;
  Auth in_the_open = auth(HV_SIGN_IN_OAUTH2_BASIC);
  in_the_open.token_url = "http://id.example/token";
  EXPECT_EQ(send(in_the_open, inner, get()).error().status, HV_INVALID_ARGUMENT);
  EXPECT_TRUE(inner.sent_to("/token").empty());
}

TEST_F(SigningIn, WhatCannotStandInAHeaderIsNotSent) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  secrets_.now = {{"ods", "two\nlines"}};
  for (const auto kind : {HV_SIGN_IN_BASIC, HV_SIGN_IN_BEARER}) {
    Auth as = auth(kind);
    as.client_id = "client";
    EXPECT_EQ(send(as, inner, get()).error().code, "secret_unusable");
  }
  secrets_.now = {{"good", "x"}};
  for (const char* user : {"a:b", "a\nb", "\xff"}) {
    Auth as = auth(HV_SIGN_IN_BASIC);
    as.secret = "good";
    as.client_id = user;
    EXPECT_EQ(send(as, inner, get()).error().status, HV_INVALID_ARGUMENT);
  }
  // A number that no way of signing in has, but that the type can hold.
  Auth unknown = auth(static_cast<hv_http_sign_in>(15));
  unknown.secret = "good";
  EXPECT_EQ(send(unknown, inner, get()).error().status, HV_INVALID_ARGUMENT);
  EXPECT_TRUE(inner.sent().empty());
}

TEST_F(SigningIn, AMissingSecretIsSaidByItsOwnCode) {
  ScriptedTransport inner([](const Request&) { return status(200); });
  for (const auto kind : {HV_SIGN_IN_BASIC, HV_SIGN_IN_OAUTH2_BASIC, HV_SIGN_IN_OAUTH1}) {
    const auto missing = send(auth(kind), inner, get());
    EXPECT_EQ(missing.error().code, "secret_not_configured");
    EXPECT_EQ(missing.error().status, HV_UNAUTHENTICATED);
  }
}

// ---- Renewal

TEST_F(SigningIn, ARefusedTokenIsRenewedAndTheRequestReplayedOnceAlsoAWrite) {
  int tokens = 0;
  ScriptedTransport inner([&](const Request& request) {
    if (is_token_request(request)) return token("t" + std::to_string(++tokens));
    return status(header_of(request, "authorization") == "Bearer t2" ? 201 : 401);
  });
  secrets_.now["ods"] = "s";
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  EXPECT_EQ(send(as, inner, post())->status, 201);
  EXPECT_EQ(inner.sent().size(), 4U) << "a token, 401, a token, the replay";
  EXPECT_EQ(inner.sent().back().body, "{}");
  EXPECT_EQ(send(as, inner, post())->status, 201);
  EXPECT_EQ(inner.sent().size(), 5U) << "the new one is kept";
}

TEST_F(SigningIn, ATokenRefusedTwiceIsAnErrorAndNoThirdRequest) {
  ScriptedTransport inner([&](const Request& request) {
    return is_token_request(request)
               ? token("t")
               : status(401, "", {{"www-authenticate", "Bearer error=\"invalid_token\""}});
  });
  secrets_.now["ods"] = "s";
  const auto refused = send(auth(HV_SIGN_IN_OAUTH2_BODY), inner, post());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_UNAUTHENTICATED);
  EXPECT_EQ(refused.error().code, "token_refused");
  EXPECT_EQ(refused.error().http_status, 401);
  EXPECT_NE(refused.error().message.find("401, invalid_token"), std::string::npos);
  EXPECT_EQ(inner.sent_to("limit=500").size(), 2U);
  EXPECT_EQ(inner.sent_to("/oauth/token").size(), 2U);
}

TEST_F(SigningIn, AScopeThatDoesNotReachIsSaidSo) {
  ScriptedTransport inner([&](const Request& request) {
    return is_token_request(request)
               ? token("t")
               : status(401, "", {{"www-authenticate", "Bearer error=insufficient_scope"}});
  });
  secrets_.now["ods"] = "s";
  EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH2_BODY), inner, get()).error().code, "scope_missing");
}

// 403 is an answer: the adapter says which resource it was.
TEST_F(SigningIn, AnyOtherStatusIsAnAnswer) {
  secrets_.now["ods"] = "s";
  for (const int code : {200, 304, 400, 403, 404, 407, 412, 429, 500, 503}) {
    ScriptedTransport inner([&](const Request& request) {
      return is_token_request(request) ? token("t") : status(code);
    });
    EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH2_BASIC), inner, get())->status, code);
    EXPECT_EQ(inner.sent_to("limit=500").size(), 1U);
  }
}

TEST_F(SigningIn, TheSamePasswordIsNotTriedTwice) {
  for (const auto kind : {HV_SIGN_IN_BASIC, HV_SIGN_IN_BEARER}) {
    ScriptedTransport inner([](const Request&) { return status(401); });
    secrets_.now["ods"] = "s";
    Auth as = auth(kind);
    as.client_id = "user";
    const auto refused = send(as, inner, get());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "credential_refused");
    EXPECT_EQ(refused.error().status, HV_UNAUTHENTICATED);
    EXPECT_EQ(inner.sent().size(), 1U);
  }
}

TEST_F(SigningIn, ARotatedPasswordWorksWithoutARestart) {
  ScriptedTransport inner([](const Request& request) {
    return status(header_of(request, "authorization") == "Bearer new" ? 200 : 401);
  });
  const Auth as = auth(HV_SIGN_IN_BEARER);
  secrets_.now["ods"] = "old";
  EXPECT_FALSE(send(as, inner, get()));
  ASSERT_TRUE(secrets_.secret("ods"));  // the old one is kept
  secrets_.now["ods"] = "new";
  EXPECT_EQ(send(as, inner, get())->status, 200);
}

TEST_F(SigningIn, ARotatedClientSecretWorksWithoutARestart) {
  ScriptedTransport inner([](const Request& request) {
    if (!is_token_request(request)) return status(200);
    return field_of(request, "client_secret") == "new"
               ? token("t")
               : status(401, R"({"error":"invalid_client"})");
  });
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BODY);
  secrets_.now["ods"] = "old";
  EXPECT_EQ(send(as, inner, get()).error().code, "client_refused");
  EXPECT_EQ(inner.sent().size(), 1U) << "the same secret again would be refused again";
  ASSERT_TRUE(secrets_.secret("ods"));
  secrets_.now["ods"] = "new";
  EXPECT_EQ(send(as, inner, get())->status, 200);
}

TEST_F(SigningIn, OauthOneIsSignedAnewAfter401) {
  std::set<std::string> nonces;
  ScriptedTransport inner([&](const Request& request) {
    nonces.insert(header_of(request, "authorization"));
    return status(nonces.size() == 2 ? 200 : 401);
  });
  secrets_.now["ods"] = "s";
  EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH1), inner, get())->status, 200);
  ScriptedTransport other([&](const Request&) {
    return status(401, "", {{"date", "Wed, 18 Nov 2026 12:06:40 GMT"}});
  });
  const auto refused = send(auth(HV_SIGN_IN_OAUTH1), other, get());
  EXPECT_EQ(refused.error().code, "clock_wrong");
  EXPECT_NE(refused.error().message.find("60 minutes behind"), std::string::npos);
  EXPECT_EQ(other.sent().size(), 2U);
}

// ---- When the token endpoint is away

TEST_F(SigningIn, ATokenEndpointThatIsAwayLeavesNoDoubtAboutAWrite) {
  struct Case {
    Failure failure;
    hv_status as_inner, expected;
    const char* code;
  };
  secrets_.now["ods"] = "s";
  for (const Case& one : std::vector<Case>{
           {Failure::lost, HV_OUTCOME_UNKNOWN, HV_UNAVAILABLE, "token_unavailable"},
           {Failure::not_sent, HV_UNAVAILABLE, HV_UNAVAILABLE, "http_not_sent"},
           {Failure::certificate, HV_UNAVAILABLE, HV_UNAVAILABLE, "http_certificate"},
           {Failure::too_large, HV_RESOURCE_EXHAUSTED, HV_UNAUTHENTICATED, "token_unusable"},
           {Failure::redirected, HV_FAILED_PRECONDITION, HV_FAILED_PRECONDITION,
            "http_redirected"}}) {
    ScriptedTransport inner([&](const Request&) -> Result<Response> {
      return Error{one.as_inner, failure_code(one.failure), "Why."};
    });
    const auto failed = send(auth(HV_SIGN_IN_OAUTH2_BASIC), inner, post());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().status, one.expected) << one.code;
    EXPECT_EQ(failed.error().code, one.code);
    EXPECT_EQ(inner.sent().size(), 1U);
  }
  for (const int code : {429, 500, 503}) {
    ScriptedTransport inner([&](const Request&) { return status(code); });
    const auto failed = send(auth(HV_SIGN_IN_OAUTH2_BASIC), inner, post());
    EXPECT_EQ(failed.error().status, HV_UNAVAILABLE);
    EXPECT_TRUE(failed.error().retryable);
  }
}

TEST_F(SigningIn, ALostAssertionIsTriedOnceMoreWithANewOne) {
  std::set<std::string> assertions;
  const auto attempts_of = [&](const ScriptedTransport::Answer& answer) {
    ScriptedTransport inner(answer);
    Auth as = auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY);
    as.algorithm = "ES256";
    EXPECT_FALSE(send(as, inner, get()));
    for (const Request& sent : inner.sent()) assertions.insert(field_of(sent, "client_assertion"));
    return inner.sent().size();
  };
  secrets_.now["ods"] = as_text(pem_of(ec_key()).reveal());
  EXPECT_EQ(attempts_of([](const Request&) -> Result<Response> {
              return Error{HV_OUTCOME_UNKNOWN, failure_code(Failure::lost), ""};
            }),
            2U);
  EXPECT_EQ(attempts_of([](const Request&) { return status(503); }), 2U);
  EXPECT_EQ(assertions.size(), 4U) << "one was sent twice";
  EXPECT_EQ(attempts_of([](const Request&) { return status(429); }), 1U);
  EXPECT_EQ(attempts_of([](const Request&) { return status(400); }), 1U);
  EXPECT_EQ(attempts_of([](const Request&) -> Result<Response> {
              return Error{HV_UNAVAILABLE, failure_code(Failure::not_sent), ""};
            }),
            1U);
  // Retry waited for a minute and more, as Retry-After said, and sent it again.
  EXPECT_EQ(attempts_of([&](const Request&) {
              clock_.set(clock_.now_ms() + 90'000);
              return status(401, R"({"error":"invalid_client"})");
            }),
            2U);
}

TEST_F(SigningIn, ADeadlineOrCancelWhileATokenIsAskedForIsSaidAsThat) {
  secrets_.now["ods"] = "s";
  ScriptedTransport inner([&](const Request&) -> Result<Response> {
    control_.cancelled = 1;
    return Error{HV_OUTCOME_UNKNOWN, failure_code(Failure::lost), ""};
  });
  EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH2_BASIC), inner, post()).error().status, HV_CANCELLED);
  control_.cancelled = 0;
  control_.deadline = 1;
  ScriptedTransport late([&](const Request&) -> Result<Response> {
    return Error{HV_DEADLINE_EXCEEDED, failure_code(Failure::deadline), ""};
  });
  EXPECT_EQ(send(auth(HV_SIGN_IN_OAUTH2_BASIC), late, post()).error().status, HV_DEADLINE_EXCEEDED);
}

// ---- Beginning a read ahead

TEST_F(SigningIn, AheadUsesTheTokenThatIsHereAndAsksForNone) {
  ScriptedTransport inner(
      [](const Request& request) { return is_token_request(request) ? token("t1") : status(200); });
  secrets_.now["ods"] = "s";
  const auto ahead = [&](hv_http_sign_in kind, const char* url = "https://sis.example/next") {
    Auth as = auth(kind);
    as.client_id = "c";
    SignIn(as, inner, secrets_, tokens_, clock_, random_).ahead(get(url), control_);
    return inner.begun().size();
  };
  EXPECT_EQ(ahead(HV_SIGN_IN_OAUTH2_BASIC), 0U);
  EXPECT_TRUE(inner.sent().empty());
  Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  as.client_id = "c";
  EXPECT_TRUE(send(as, inner, get()));
  EXPECT_EQ(ahead(HV_SIGN_IN_OAUTH2_BASIC), 1U);
  EXPECT_EQ(header_of(inner.begun()[0], "authorization"), "Bearer t1");
  EXPECT_EQ(ahead(HV_SIGN_IN_OAUTH1), 1U);
  EXPECT_EQ(ahead(HV_SIGN_IN_BEARER, "http://sis.example/"), 1U);
  EXPECT_EQ(ahead(HV_SIGN_IN_BASIC), 2U);
  EXPECT_EQ(ahead(HV_SIGN_IN_NONE), 3U);
}

// ---- Threads

TEST_F(SigningIn, ThreadsThatAreRefusedTogetherRenewOnce) {
  std::atomic<int> given = 0;
  ScriptedTransport inner([&](const Request& request) {
    if (is_token_request(request)) return token("t" + std::to_string(++given));
    return status(header_of(request, "authorization") == "Bearer t1" ? 401 : 200);
  });
  secrets_.now["ods"] = "s";
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_EQ(send(as, inner, get())->status, 200);
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(given, 2);
}

// ---- What must never be said

// Whatever a server answers, no sentence repeats a secret, a token or an assertion. The servers
// here put what they were sent, and what they gave, in every place there is.
TEST_F(SigningIn, NoMessageHoldsASecret) {
  std::mt19937 draw(3);
  const std::string pem(as_text(pem_of(ec_key()).reveal()));
  int errors = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string canary = "canary" + std::to_string(draw());
    const auto kind = static_cast<hv_http_sign_in>(1 + draw() % 6);
    const bool by_key = kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
    std::string leaked;  // what was sent, in whatever form
    ScriptedTransport inner([&](const Request& request) -> Result<Response> {
      const std::string sent = header_of(request, "authorization") + request.body;
      leaked = canary + " " + sent;
      const int codes[] = {200, 200, 400, 401, 401, 403, 429, 500};
      const int code = codes[draw() % 8];
      const char* names[] = {"invalid_client", "invalid_scope", "x", "unauthorized_client"};
      const std::string value = is_token_request(request) ? canary : "x";
      std::string body;
      switch (draw() % 5) {
        case 0:
          body = leaked;
          break;
        case 1:
          body = "{\"error\":\"" + canary + "\"}";
          break;
        case 2:
          body = std::string("{\"error\":\"") + names[draw() % 4] + "\",\"error_description\":\"" +
                 canary + "\"}";
          break;
        case 3:
          body = "{\"access_token\":\"" + canary + "\",\"token_type\":\"" + canary + "\"}";
          break;
        default:
          body = "{\"access_token\":\"" + canary + "\",\"expires_in\":\"" + canary + "\"}";
      }
      if (draw() % 10 == 0)
        return Error{HV_UNAVAILABLE, failure_code(Failure::lost), "The connection broke off."};
      return status(
          code, body,
          {{"www-authenticate", "Bearer error=\"" + canary + "\", realm=\"" + sent + "\""},
           {"date", canary}});
    });
    TokenCache tokens(clock_, random_);
    ScriptedSecrets secrets;
    secrets.now["ods"] = by_key && draw() % 2 == 0 ? pem : canary;
    Auth as = auth(kind);
    as.client_id = "c";
    as.algorithm = by_key ? "ES256" : "";
    const auto answer = SignIn(as, inner, secrets, tokens, clock_, random_).send(get(), control_);
    if (answer) continue;
    ++errors;
    const std::string& message = answer.error().message;
    EXPECT_EQ(message.find("canary"), std::string::npos) << message;
    EXPECT_EQ(message.find(pem.substr(30, 20)), std::string::npos) << message;
    EXPECT_EQ(message.find("Basic "), std::string::npos) << message;
    EXPECT_EQ(message.find("Bearer "), std::string::npos) << message;
    EXPECT_GT(message.size(), 20U) << "no sentence";
    EXPECT_EQ(answer.error().pointer, "");
  }
  EXPECT_GT(errors, 1000);
}

// Who reads the message in Dutch finds the sentence by the error's code.
TEST(SignInErrors, EachHasADutchSentence) {
  const auto read = [](const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(std::string(HV_SOURCE_DIR "/plugin/src/") + path).rdbuf();
    return out.str();
  };
  const std::string dutch = read("text/catalogues/nl.po");
  static const std::regex code(R"re((?:HV_[A-Z_]+,|unusable\(|refused\()\s*"([a-z_0-9]+)")re");
  std::set<std::string> codes;
  for (const char* file : {"sign_in.cc", "token.cc", "secrets.cc", "jwt.cc", "oauth1.cc"}) {
    const std::string source = read(std::string("http/") + file);
    for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it)
      codes.insert((*it)[1].str());
  }
  EXPECT_GE(codes.size(), 18U);
  for (const std::string& one : codes)
    EXPECT_NE(dutch.find("msgctxt \"error\"\nmsgid \"" + one + "\"\n"), std::string::npos) << one;
}

}  // namespace
}  // namespace homevisit::http
