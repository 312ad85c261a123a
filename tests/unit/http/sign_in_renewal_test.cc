// Renewal on 401, a token endpoint that is away, reads that begin ahead, threads that are refused
// together.
#include <thread>

#include "keys.h"
#include "signing_in.h"

namespace homevisit::http {
namespace {

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

}  // namespace
}  // namespace homevisit::http
