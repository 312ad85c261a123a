// Answers of token endpoints: every clamp, every refusal.
#include "http/token.h"

#include <gtest/gtest.h>

namespace homevisit::http {
namespace {

constexpr std::int64_t now = 1'795'000'000'000;  // a morning in November 2026
constexpr std::int64_t minute = 60'000, hour = 60 * minute;

Auth auth(hv_http_sign_in kind = HV_SIGN_IN_OAUTH2_BASIC) {
  return {kind, "client-1", "ods", "https://id.example/token?tenant=canary", "a b", "", "", ""};
}

Response answer(int status, std::string body, std::vector<Header> headers = {}) {
  return {status, std::move(headers), std::move(body), false};
}

Result<Token> token_of(const std::string& body, int status = 200) {
  return read_token(answer(status, body), auth(), now - 250, now);
}

std::int64_t life_of(const char* expires_in) {
  const auto document = json::Document::parse(std::string("{\"e\":") + expires_in + "}");
  return token_life_ms(document->root()["e"], now);
}

TEST(Token, IsReadAndItsTimeBeginsWhenItWasAskedFor) {
  const auto token = token_of(
      R"({"access_token":"abc.def-~+/=","expires_in":1800,"token_type":"bearer","scope":"a"})");
  ASSERT_TRUE(token);
  EXPECT_EQ(as_text(token->value.reveal()), "abc.def-~+/=");
  EXPECT_EQ(token->from_ms, now - 250);
  EXPECT_EQ(token->life_ms, 30 * minute);
}

TEST(Token, TheTypeIsBearerInAnyCaseOrNotSaid) {
  for (const char* type : {R"("Bearer")", R"("BEARER")", R"("bearer")", "null"})
    EXPECT_TRUE(token_of(std::string(R"({"access_token":"a","token_type":)") + type + "}")) << type;
  EXPECT_TRUE(token_of(R"({"access_token":"a"})"));
  for (const char* type : {R"("mac")", R"("DPoP")", R"("")", "1"})
    EXPECT_EQ(
        token_of(std::string(R"({"access_token":"a","token_type":)") + type + "}").error().code,
        "token_unusable")
        << type;
}

TEST(Token, ASensibleLifeIsTaken) {
  EXPECT_EQ(life_of("1800"), 30 * minute);
  EXPECT_EQ(life_of("\"1800\""), 30 * minute) << "a text";
  EXPECT_EQ(life_of("1799.5"), 1'799'500);
  EXPECT_EQ(life_of("5"), 5000);
  EXPECT_EQ(life_of("86400"), 24 * hour);
}

TEST(Token, ALifeThatCannotBeMeantIsTenMinutes) {
  for (const char* absurd : {"0", "-1", "-1800", "\"\"", "\"soon\"", "\"1800 s\"", "null", "true",
                             "{}", "[1800]", "-1e300", "\"nan\"", "\"inf\""})
    EXPECT_EQ(life_of(absurd), 10 * minute) << absurd;
  EXPECT_EQ(token_life_ms(json::Value(), now), 10 * minute) << "missing";
}

TEST(Token, AHugeLifeIsADay) {
  for (const char* huge :
       {"86401", "999999999", "1e300", "9223372036854775807", "18446744073709551615"})
    EXPECT_EQ(life_of(huge), 24 * hour) << huge;
}

TEST(Token, ATinyLifeIsASecond) { EXPECT_EQ(life_of("0.001"), 1000); }

// Meadowlark.
TEST(Token, AMomentSince1970IsReadAsThat) {
  EXPECT_EQ(life_of("1795001800"), 30 * minute);
  EXPECT_EQ(life_of("1795001800000"), 30 * minute) << "in milliseconds";
  EXPECT_EQ(life_of("1793000000"), 10 * minute) << "over already: cannot be meant";
  EXPECT_EQ(life_of("1995000000"), 24 * hour);
}

TEST(Token, AnAnswerWithoutATokenIsUnusable) {
  for (const char* body :
       {"", "<html>", "[]", "\"abc\"", "{}", R"({"access_token":""})", R"({"access_token":1})",
        R"({"access_token":null})", R"({"access_token":"a b"})", R"({"access_token":"a\r\nX: y"})",
        R"({"access_token":"\u00e9"})", R"({"access_token":"a","access_token":"b"})", "\xff"}) {
    const auto token = token_of(body);
    ASSERT_FALSE(token) << body;
    EXPECT_EQ(token.error().code, "token_unusable") << body;
    EXPECT_EQ(token.error().status, HV_UNAUTHENTICATED);
  }
  EXPECT_FALSE(
      token_of(R"({"access_token":"a","x":")" + std::string(largest_token_answer, 'x') + "\"}"));
  EXPECT_FALSE(token_of(std::string(100, '[')));
}

struct Refusal {
  const char* error;
  const char* code;
  const char* words;
};

// Every sentence says what to do, and names the client or the place, never what was sent.
TEST(Token, EachErrorOfTheStandardIsASentence) {
  for (const Refusal& refusal : std::vector<Refusal>{
           {"invalid_client", "client_refused", "in the place of the secret \"ods\""},
           {"invalid_scope", "scope_refused", "scope \"a b\""},
           {"unauthorized_client", "client_not_allowed", "unauthorized_client"},
           {"access_denied", "client_not_allowed", "access_denied"},
           {"unsupported_grant_type", "client_not_allowed", "does not offer client credentials"},
           {"invalid_request", "token_request_refused", "400, invalid_request"},
           {"invalid_grant", "token_request_refused", "400, invalid_grant"},
           {"canary", "token_request_refused", "(400)"},
           {"temporarily_unavailable", "token_unavailable", "later"}})
    for (const int status : {400, 401, 403, 200}) {
      const auto refused =
          token_of(std::string(R"({"error":")") + refusal.error +
                       R"(","error_description":"canary","access_token":"canary"})",
                   status);
      ASSERT_FALSE(refused);
      const Error& error = refused.error();
      EXPECT_EQ(error.code, refusal.code) << refusal.error;
      EXPECT_EQ(error.status, std::string_view(refusal.code) == "token_unavailable"
                                  ? HV_UNAVAILABLE
                                  : HV_UNAUTHENTICATED);
      if (status == 400) {
        EXPECT_NE(error.message.find(refusal.words), std::string::npos) << error.message;
      }
      EXPECT_NE(error.message.find("https://id.example/token"), std::string::npos);
      EXPECT_EQ(error.message.find("canary"), std::string::npos) << error.message;
    }
}

TEST(Token, AStatusAloneIsEnough) {
  EXPECT_EQ(token_of("no", 401).error().code, "client_refused");
  EXPECT_EQ(token_of("no", 404).error().code, "token_request_refused");
  EXPECT_EQ(token_of("no", 302).error().code, "token_request_refused");
}

TEST(Token, WhatMayPassByItselfIsNoRefusal) {
  for (const int status : {429, 500, 502, 503, 504}) {
    const auto later = token_of(R"({"error":"invalid_client"})", status);
    EXPECT_EQ(later.error().status, HV_UNAVAILABLE) << status;
    EXPECT_EQ(later.error().code, "token_unavailable");
    EXPECT_TRUE(later.error().retryable);
    EXPECT_EQ(later.error().http_status, status);
  }
  EXPECT_EQ(
      read_token(answer(429, "", {{"retry-after", "7"}}), auth(), now, now).error().retry_after_ms,
      7000);
  EXPECT_NE(token_of("", 429).error().message.find("limit the live tokens"), std::string::npos);
}

// An assertion that is refused, and a clock that is wrong: say so.
TEST(Token, AWrongClockIsSaidWhereAssertionsAreRefused) {
  const auto refused = [](hv_http_sign_in kind, const char* date, const char* error) {
    return read_token(answer(401, std::string(R"({"error":")") + error + "\"}", {{"date", date}}),
                      auth(kind), now, now)
        .error();
  };
  // `now` is Wed, 18 Nov 2026 11:06:40 GMT.
  const auto by_key = HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  for (const char* error : {"invalid_client", "invalid_grant"}) {
    const Error behind = refused(by_key, "Wed, 18 Nov 2026 11:09:40 GMT", error);
    EXPECT_EQ(behind.code, "clock_wrong") << behind.message;
    EXPECT_NE(behind.message.find("3 minutes behind that of https://id.example"), std::string::npos)
        << behind.message;
  }
  EXPECT_NE(refused(by_key, "Wed, 18 Nov 2026 11:05:39 GMT", "invalid_client")
                .message.find("1 minute ahead of that of"),
            std::string::npos);
  EXPECT_EQ(refused(by_key, "Wed, 18 Nov 2026 11:07:40 GMT", "invalid_client").code,
            "client_refused")
      << "a minute is not much";
  EXPECT_EQ(refused(by_key, "yesterday", "invalid_client").code, "client_refused");
  EXPECT_EQ(
      refused(HV_SIGN_IN_OAUTH2_BASIC, "Wed, 18 Nov 2026 12:06:40 GMT", "invalid_client").code,
      "client_refused")
      << "a secret does not hang on the clock";
}

TEST(Token, ARefusedKeySaysWhatToRegisterWhere) {
  Auth by_key = auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY);
  by_key.key_id = "key-7";
  by_key.audience = "https://id.example";
  const std::string message = read_token(answer(401, ""), by_key, now, now).error().message;
  EXPECT_NE(message.find("key id \"key-7\""), std::string::npos) << message;
  EXPECT_NE(message.find("\"https://id.example\" is the audience"), std::string::npos) << message;
}

}  // namespace
}  // namespace homevisit::http
