// Signing in by exchange: a secret in a field of a form brings a token that lives for seconds, and
// goes into a header of the system's own choice.
#include <gtest/gtest.h>

#include "http/sign_in.h"
#include "scripted.h"

namespace homevisit::http {
namespace {

constexpr std::int64_t now = 1'795'000'000'000;

Response status(int code, std::string body = "") { return {code, {}, std::move(body), false}; }

class Exchanging : public testing::Test {
 protected:
  Exchanging() {
    auth_.kind = HV_SIGN_IN_EXCHANGE;
    auth_.secret = "sis";
    auth_.token_url = "https://sis.example/auth.php";
    auth_.secret_field = "usertoken";
    auth_.token_place = "data/token";
    auth_.token_header = "X-Authorization";
    auth_.token_life_ms = 5000;
    secrets_.now["sis"] = "can&ary";
  }
  Result<Response> send(Effect effect = Effect::read) {
    Request request;
    request.url = "https://sis.example/api/students";
    request.effect = effect;
    request.headers = {{"x-authorization", "the adapter's own"}};
    return SignIn(auth_, inner_, secrets_, tokens_, clock_, random_).send(request, control_);
  }
  // Answers requests for tokens with t1, t2 ..., all others with the given ones, the last for ever.
  void answers(std::vector<int> codes) {
    codes_ = std::move(codes);
    at_ = 0;
  }

  FixedClock clock_{now};
  CountingRandom random_;
  TokenCache tokens_{clock_, random_};
  ScriptedSecrets secrets_;
  CallControl control_;
  Auth auth_;
  std::vector<int> codes_ = {200};
  std::size_t at_ = 0;
  int made_ = 0;
  ScriptedTransport inner_{[this](const Request& request) -> Result<Response> {
    if (request.url.ends_with("/auth.php"))
      return status(200, "{\"data\":{\"token\":\"t" + std::to_string(++made_) + "\"}}");
    const int code = codes_[std::min(at_, codes_.size() - 1)];
    ++at_;
    return status(code, "{\"code\":1012}");
  }};
};

TEST_F(Exchanging, TheSecretGoesIntoTheFormAndTheTokenIntoItsOwnHeader) {
  EXPECT_EQ(send()->status, 200);
  const Request asked = inner_.sent_to("/auth.php").at(0);
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.body, "usertoken=can%26ary");
  EXPECT_EQ(header_of(asked, "authorization"), "");
  const Request sent = inner_.sent_to("/students").at(0);
  EXPECT_EQ(header_of(sent, "x-authorization"), "Bearer t1");
  EXPECT_EQ(header_of(sent, "authorization"), "");
  EXPECT_EQ(sent.headers.size(), 1U) << "and not the adapter's own";
}

TEST_F(Exchanging, ATokenIsExchangedAgainBeforeItIsOver) {
  EXPECT_TRUE(send());
  EXPECT_TRUE(send());
  EXPECT_EQ(made_, 1);
  clock_.set(now + 4600);
  EXPECT_EQ(send()->status, 200);
  EXPECT_EQ(made_, 2);
  EXPECT_EQ(header_of(inner_.sent_to("/students").at(2), "x-authorization"), "Bearer t2");
}

TEST_F(Exchanging, TwoSecretsOfOneSystemHaveTheirOwnTokens) {
  EXPECT_TRUE(send());
  auth_.secret = "other";
  secrets_.now["other"] = "another";
  EXPECT_TRUE(send());
  EXPECT_EQ(made_, 2);
}

// The system's clock may differ, or it was slow: a write, too, was certainly not taken.
TEST_F(Exchanging, ATokenThatIsOverIsExchangedAndTheRequestSentOnceMore) {
  for (const int refused : {401, 403}) {
    answers({refused, 200});
    EXPECT_EQ(send(Effect::write)->status, 200) << refused;
    EXPECT_EQ(at_, 2U);
  }
}

TEST_F(Exchanging, ASecond403IsTheAnswerForItMayMeanSomethingElse) {
  answers({403});
  const auto answer = send();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_EQ(answer->body, "{\"code\":1012}");
  EXPECT_EQ(at_, 2U) << "no third time";
}

TEST_F(Exchanging, ASecond401IsAnErrorThatNamesTheSecret) {
  answers({401});
  const auto answer = send();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "token_refused");
  EXPECT_NE(answer.error().message.find("the secret \"sis\""), std::string::npos);
}

// RosarioSIS answers 200 with {"error": "Invalid token"}.
TEST_F(Exchanging, AnErrorBehind200IsARefusedSecretAndIsNotRepeated) {
  ScriptedTransport refusing(
      [](const Request&) { return status(200, R"({"error":"canary is no token"})"); });
  Request request;
  request.url = "https://sis.example/api/students";
  const auto answer =
      SignIn(auth_, refusing, secrets_, tokens_, clock_, random_).send(request, control_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, HV_UNAUTHENTICATED);
  EXPECT_EQ(answer.error().code, "client_refused");
  EXPECT_EQ(answer.error().message.find("canary"), std::string::npos);
  EXPECT_NE(answer.error().message.find("\"sis\""), std::string::npos);
}

TEST_F(Exchanging, AnAnswerThatHasNoTokenIsUnusable) {
  for (const char* body : {"", "<html>", "[]", "{}", R"({"data":"t1"})", R"({"data":{"token":1}})",
                           R"({"data":{"token":"a b"}})"}) {
    ScriptedTransport odd([&](const Request&) { return status(200, body); });
    Request request;
    request.url = "https://sis.example/api/students";
    const auto answer =
        SignIn(auth_, odd, secrets_, tokens_, clock_, random_).send(request, control_);
    ASSERT_FALSE(answer) << body;
    EXPECT_EQ(answer.error().code, "token_unusable") << body;
  }
}

TEST_F(Exchanging, WhatItNeedsMustBeSaid) {
  const Auth good = auth_;
  const auto refused = [&] {
    const auto answer = send();
    auth_ = good;
    return !answer && answer.error().status == HV_INVALID_ARGUMENT;
  };
  auth_.secret_field = "";
  EXPECT_TRUE(refused());
  auth_.token_place = "";
  EXPECT_TRUE(refused());
  auth_.token_header = "X-A: b\r\nX-B";
  EXPECT_TRUE(refused());
  auth_.token_life_ms = -1;
  EXPECT_TRUE(refused());
  auth_.token_url = "http://sis.example/auth.php";
  EXPECT_TRUE(refused()) << "in the open";
  EXPECT_EQ(made_, 0);
}

}  // namespace
}  // namespace homevisit::http
