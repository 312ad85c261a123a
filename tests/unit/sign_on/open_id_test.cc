// Signing on by OpenID Connect: what comes back is believed only if it belongs to what was asked.
#include "sign_on/open_id.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "sign_on/fake_provider.h"

namespace homevisit::sign_on {
namespace {

class OpenId : public testing::Test {
 protected:
  OpenId() {
    ours_.name = "school";
    ours_.title = "School";
    ours_.issuer = desk_.provider.issuer;
    ours_.client_id = "homevisit";
    ours_.secret = "school";
    ours_.algorithms = {crypto::SignatureAlgorithm::es256};
    desk_.secrets.now["school"] = "s:e c";
  }

  Started begin(const std::string& next = "/students/by/sis/7") {
    auto started = start(desk_.parts, ours_, back_, next, desk_.control);
    EXPECT_TRUE(started) << started.error().message;
    return started ? std::move(*started) : Started();
  }
  Result<Finished> end(const Started& started, const Answer& answer) {
    return finish(desk_.parts, ours_, started.kept, answer, desk_.control);
  }
  // "" when it went well, else the code of the refusal.
  static std::string code(const Result<Finished>& finished) {
    return finished ? "" : finished.error().code;
  }
  std::string whole() {
    const Started started = begin();
    return code(end(started, desk_.provider.authorize(started.url)));
  }

  Desk desk_;
  FakeProvider& system_ = desk_.provider;
  Provider ours_;
  const std::string back_ = "https://visits.example/sign-on/school/back";
};

TEST_F(OpenId, GivesTheClaimsAndTheWayOn) {
  const Started started = begin();
  const auto done = end(started, system_.authorize(started.url));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->claims.root()["sub"].text(), "person-1");
  EXPECT_EQ(done->next, "/students/by/sis/7");
}

TEST_F(OpenId, AsksWithChallengeStateAndNonce) {
  ours_.scope = "openid profile";
  ours_.claims = R"({"id_token":{"affiliation":null}})";
  ours_.parameters = {{"organisation", "o 1"}, {"state", "chosen by the configuration"}};
  const Started started = begin();
  EXPECT_TRUE(started.url.starts_with("https://id.example/authorize?tenant=1&"));
  system_.authorize(started.url);
  auto& asked = system_.last;
  EXPECT_EQ(asked["response_type"], "code");
  EXPECT_EQ(asked["client_id"], "homevisit");
  EXPECT_EQ(asked["redirect_uri"], back_);
  EXPECT_EQ(asked["scope"], "openid profile");
  EXPECT_EQ(asked["claims"], ours_.claims);
  EXPECT_EQ(asked["organisation"], "o 1");
  EXPECT_EQ(asked["state"], started.state);
  EXPECT_EQ(asked["code_challenge_method"], "S256");
  // Neither the page that was wanted nor the verifier leaves this house.
  EXPECT_EQ(started.url.find("students"), std::string::npos);
  ASSERT_EQ(code(end(started, {started.state, "c", "", ""})), "");
  const std::string verifier = http::field_of(system_.token_request, "code_verifier");
  EXPECT_EQ(http::base64url(*crypto::sha256({as_bytes(verifier)})), asked["code_challenge"]);
  EXPECT_EQ(started.url.find(verifier), std::string::npos);
  const Started other = begin();
  EXPECT_NE(other.state, started.state);
}

TEST_F(OpenId, ShowsTheClientAsConfigured) {
  ASSERT_EQ(whole(), "");
  EXPECT_EQ(http::header_of(system_.token_request, "authorization"),
            "Basic " + http::base64(as_bytes(std::string_view("homevisit:s%3Ae+c"))));
  EXPECT_EQ(http::field_of(system_.token_request, "client_id"), "");
  EXPECT_EQ(system_.token_request.effect, http::Effect::write) << "a code is good for once";
  ours_.authentication = Provider::Authentication::body;
  ASSERT_EQ(whole(), "");
  EXPECT_EQ(http::field_of(system_.token_request, "client_secret"), "s:e c");
  ours_.authentication = Provider::Authentication::none;
  ASSERT_EQ(whole(), "");
  EXPECT_EQ(http::field_of(system_.token_request, "client_id"), "homevisit");
  EXPECT_EQ(http::field_of(system_.token_request, "client_secret"), "");
  ours_.authentication = Provider::Authentication::private_key;
  ours_.key_algorithm = "ES256";
  desk_.secrets.now["key"] = std::string(as_text(http::pem_of(http::ec_key()).reveal()));
  ours_.secret = "key";
  ASSERT_EQ(whole(), "");
  EXPECT_NE(http::field_of(system_.token_request, "client_assertion"), "");
}

// Issue 5: each refused.
TEST_F(OpenId, AForgedOrForeignTokenIsRefused) {
  const auto signed_by = [&](const http::TestKey& key, const char* algorithm, const char* id) {
    return [=](const std::string& claims) { return token_of(key, algorithm, id, claims); };
  };
  const std::string none = http::base64url(as_bytes(std::string_view(R"({"alg":"none"})")));
  const struct {
    const char* claim;
    std::string value;
    const char* code;
  } claims[] = {{"nonce", R"("another")", "token_wrong_nonce"},
                {"nonce", "", "token_wrong_nonce"},
                {"aud", R"("another program")", "token_wrong_audience"},
                {"aud", R"(["homevisit","another"])", "token_wrong_audience"},
                {"iss", R"("https://evil.example")", "token_wrong_issuer"},
                {"exp", "1794999900", "token_expired"},
                {"iat", "1795000900", "token_too_early"}};
  for (const auto& one : claims) {
    system_.changed = {{one.claim, one.value}};
    EXPECT_EQ(whole(), one.code) << one.claim << " " << one.value;
  }
  system_.changed.clear();
  system_.sign = [&](const std::string& text) {
    return none + "." + http::base64url(as_bytes(text)) + ".";
  };
  EXPECT_EQ(whole(), "token_algorithm_refused");
  system_.sign = [&](const std::string& text) {
    const std::string head =
        http::base64url(as_bytes(std::string_view(R"({"alg":"HS256","kid":"k1"})")));
    const std::string body = head + "." + http::base64url(as_bytes(text));
    return body + "." +
           http::base64url(
               *crypto::hmac_sha256(Secret(std::string_view(system_.published)), as_bytes(body)));
  };
  EXPECT_EQ(whole(), "token_algorithm_refused");
  system_.sign = signed_by(http::ec_key(), "ES256", "k1");
  EXPECT_EQ(whole(), "token_signature_wrong");
  system_.sign = signed_by(http::rsa_key(), "RS256", "k1");
  EXPECT_EQ(whole(), "token_algorithm_refused") << "not among the allowed ones";
  system_.sign = {};
  EXPECT_EQ(whole(), "");
}

TEST_F(OpenId, AStateWorksOnceAlsoInAnotherProcess) {
  const Started started = begin();
  const Answer answer = system_.authorize(started.url);
  ASSERT_EQ(code(end(started, answer)), "");
  EXPECT_EQ(code(end(started, answer)), "sign_on_used");
  const auto other = journal::UsedOnce::at(desk_.folder + "/sign-on.db");
  Parts parts{system_,         desk_.secrets,        desk_.log,       system_.clock,
              system_random(), Secret(Bytes(32, 7)), desk_.directory, *other};
  EXPECT_EQ(code(finish(parts, ours_, started.kept, answer, desk_.control)), "sign_on_used");
}

// A failed attempt uses it up as well: nobody gets to try codes.
TEST_F(OpenId, ARefusedAnswerUsesTheStateUp) {
  const Started started = begin();
  Answer answer = system_.authorize(started.url);
  system_.changed = {{"aud", R"("another")"}};
  EXPECT_EQ(code(end(started, answer)), "token_wrong_audience");
  system_.changed.clear();
  EXPECT_EQ(code(end(started, answer)), "sign_on_used");
}

TEST_F(OpenId, AStateOfAnotherBrowserIsRefused) {
  const Started mine = begin(), theirs = begin();
  const Answer answer = system_.authorize(theirs.url);
  EXPECT_EQ(code(end(mine, answer)), "sign_on_state_wrong");
  EXPECT_EQ(code(end({"", "", ""}, answer)), "sign_on_not_begun");
  EXPECT_EQ(code(end({"", "", "AAAA"}, answer)), "sign_on_state_wrong");
  std::string changed = theirs.kept;
  changed[20] = changed[20] == 'A' ? 'B' : 'A';
  EXPECT_EQ(code(end({"", "", changed}, answer)), "sign_on_state_wrong");
  EXPECT_EQ(code(end(theirs, {"", "code-1", "", ""})), "sign_on_state_wrong");
  EXPECT_EQ(code(end(theirs, answer)), "") << "none of that used it up";
}

TEST_F(OpenId, AfterTenMinutesItIsTooLate) {
  const Started first = begin(), second = begin();
  const Answer early = system_.authorize(first.url);
  system_.clock.now += 10 * 60'000 - 1;
  EXPECT_EQ(code(end(first, early)), "");
  const Answer late = system_.authorize(second.url);
  system_.clock.now += 1;
  EXPECT_EQ(code(end(second, late)), "sign_on_too_late");
}

// RFC 9207, and a redirect address of its own for each system.
TEST_F(OpenId, AnAnswerOfAnotherIssuerIsRefused) {
  system_.says_issuer = true;
  EXPECT_EQ(whole(), "");
  for (const char* issuer : {"", "https://evil.example"}) {
    const Started started = begin();
    Answer answer = system_.authorize(started.url);
    answer.issuer = issuer;
    EXPECT_EQ(code(end(started, answer)), "sign_on_mixed_up") << issuer;
  }
  const Started started = begin();
  const Answer answer = system_.authorize(started.url);
  ours_.name = "other";
  EXPECT_EQ(code(end(started, answer)), "sign_on_mixed_up");
  EXPECT_EQ(system_.asked["/token"], 1) << "no code goes to the wrong system";
}

TEST_F(OpenId, KeysAreReadAnewWhenTheyWereRenewed) {
  ASSERT_EQ(whole(), "");
  EXPECT_EQ(system_.asked["/keys"], 1);
  system_.key = http::ec_key();
  system_.key_id = "k2";
  system_.published = key_set({jwk_of(system_.key, "k2")});
  system_.clock.now += 61'000;
  EXPECT_EQ(whole(), "");
  EXPECT_EQ(system_.asked["/keys"], 2);
}

TEST_F(OpenId, KeysThatAreAwayAreAskedForEveryFewSecondsOnly) {
  system_.keys_away = true;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(whole(), "sign_on_provider_away");
  EXPECT_EQ(system_.asked["/keys"], 1);
  system_.clock.now += 6'000;
  EXPECT_EQ(whole(), "sign_on_provider_away");
  EXPECT_EQ(system_.asked["/keys"], 2);
  system_.keys_away = false;
  system_.clock.now += 6'000;
  EXPECT_EQ(whole(), "");
  // Those that were had serve on meanwhile.
  system_.clock.now += 2 * 60 * 60'000;
  system_.keys_away = true;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(whole(), "");
  EXPECT_EQ(system_.asked["/keys"], 4);
}

TEST_F(OpenId, UnknownKeysMakeItAskAtMostOnceAMinute) {
  ASSERT_EQ(whole(), "");
  system_.key_id = "forged";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(whole(), "token_key_unknown");
  EXPECT_EQ(system_.asked["/keys"], 1);
  system_.clock.now += 61'000;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(whole(), "token_key_unknown");
  EXPECT_EQ(system_.asked["/keys"], 2);
  EXPECT_EQ(system_.asked["/.well-known/openid-configuration"], 1);
}

TEST_F(OpenId, WhatIsKnownServesWhileTheDescriptionIsAway) {
  ASSERT_EQ(whole(), "");
  system_.clock.now += 2 * 60 * 60'000;
  system_.away = true;
  EXPECT_TRUE(start(desk_.parts, ours_, back_, "", desk_.control));
  EXPECT_EQ(whole(), "sign_on_provider_away") << "the token endpoint is away too";
}

TEST_F(OpenId, WhoIsAwayIsNotAskedAgainAtOnce) {
  system_.away = true;
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(start(desk_.parts, ours_, back_, "", desk_.control).error().code,
              "sign_on_provider_away");
  EXPECT_EQ(system_.asked["/.well-known/openid-configuration"], 1);
  system_.away = false;
  system_.clock.now += 5'000;
  EXPECT_EQ(whole(), "");
}

TEST_F(OpenId, AnIssuerWithAnotherNameIsNotAsked) {
  system_.called = "https://id.example/";
  const auto started = start(desk_.parts, ours_, back_, "", desk_.control);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "sign_on_provider_away");
  EXPECT_EQ(desk_.directory.metadata(ours_.issuer, desk_.control).error().code,
            "discovery_other_issuer");
}

TEST_F(OpenId, SaysWhatTheSystemSaid) {
  const auto error = [&](const char* name) {
    const Started started = begin();
    Answer answer = system_.authorize(started.url);
    answer.error = name;
    answer.code.clear();
    return code(end(started, answer));
  };
  EXPECT_EQ(error("access_denied"), "sign_on_declined");
  EXPECT_EQ(error("invalid_scope"), "sign_on_provider_refused");
  EXPECT_EQ(error(""), "sign_on_provider_refused") << "no code";
  const auto token = [&](int status, const char* body) {
    system_.token_answer = [=] { return http::Response{status, {}, body, false}; };
    return whole();
  };
  EXPECT_EQ(token(400, R"({"error":"invalid_grant"})"), "sign_on_code_refused");
  EXPECT_EQ(token(401, R"({"error":"invalid_client"})"), "sign_on_client_refused");
  EXPECT_EQ(token(503, ""), "sign_on_provider_away");
  EXPECT_EQ(token(200, "<html>"), "sign_on_provider_away");
  EXPECT_EQ(token(200, R"({"access_token":"a"})"), "sign_on_provider_away");
}

TEST_F(OpenId, AsksForMoreClaimsOfTheSamePersonOnly) {
  ours_.ask_userinfo = true;
  system_.userinfo = R"({"sub":"person-1","email":"a@b.example","aud":"changed"})";
  Started started = begin();
  auto done = end(started, system_.authorize(started.url));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->claims.root()["email"].text(), "a@b.example");
  EXPECT_EQ(done->claims.root()["aud"].text(), "homevisit") << "what is signed counts";
  system_.userinfo = R"({"sub":"person-2","email":"a@b.example"})";
  EXPECT_EQ(whole(), "sign_on_provider_away");
}

}  // namespace
}  // namespace homevisit::sign_on
