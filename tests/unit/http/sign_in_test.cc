// Credentials on requests: each way of signing in as it goes out, and where no credential goes.
#include "keys.h"
#include "signing_in.h"

namespace homevisit::http {
namespace {

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

}  // namespace
}  // namespace homevisit::http
