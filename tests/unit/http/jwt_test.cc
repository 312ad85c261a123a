// Assertions of RFC 7523: verified from the other side.
#include "http/jwt.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "json/json.h"
#include "keys.h"

namespace homevisit::http {
namespace {

Assertion assertion(const std::string& algorithm) {
  return {algorithm, "key-1", "our \"client\"", "https://id.example/token", "jti-1", 1000, 1120};
}

void expect_verifies(const std::string& algorithm, const TestKey& key) {
  const auto token = signed_assertion(assertion(algorithm), pem_of(key));
  ASSERT_TRUE(token) << token.error().message;
  const std::string text(as_text(token->reveal()));
  const auto first = text.find('.'), last = text.rfind('.');
  ASSERT_LT(first, last);
  const auto header = json::Document::parse(from_base64url(text.substr(0, first)));
  const auto claims =
      json::Document::parse(from_base64url(text.substr(first + 1, last - first - 1)));
  ASSERT_TRUE(header && claims);
  EXPECT_EQ(header->root()["alg"].text(), algorithm.empty() ? "RS256" : algorithm);
  EXPECT_EQ(header->root()["kid"].text(), "key-1");
  EXPECT_EQ(claims->root().sorted(),
            R"({"aud":"https://id.example/token","exp":1120,"iat":1000,"iss":"our \"client\"",)"
            R"("jti":"jti-1","sub":"our \"client\""})");
  const std::string signature = from_base64url(text.substr(last + 1));
  EXPECT_TRUE(verifies(key, algorithm, text.substr(0, last), signature)) << algorithm;
  EXPECT_FALSE(verifies(key, algorithm, text.substr(0, last) + "x", signature)) << algorithm;
}

TEST(Assertion, RsaKeysSign) {
  const TestKey key = rsa_key();
  for (const char* algorithm : {"", "RS256", "PS256"}) expect_verifies(algorithm, key);
}

// The two numbers are padded to 32 bytes; one in 128 signatures has a short one.
TEST(Assertion, CurveKeysSignWithNumbersOfFixedSize) {
  const TestKey key = ec_key();
  for (int i = 0; i < 300; ++i) expect_verifies("ES256", key);
}

TEST(Assertion, WithoutKeyIdThereIsNone) {
  Assertion without = assertion("ES256");
  without.key_id.clear();
  const auto token = signed_assertion(without, pem_of(ec_key()));
  const std::string text(as_text(token->reveal()));
  EXPECT_EQ(from_base64url(text.substr(0, text.find('.'))), R"({"alg":"ES256","typ":"JWT"})");
}

void expect_refused(const std::string& algorithm, const Secret& pem, const char* code,
                    const char* words) {
  const auto refused = signed_assertion(assertion(algorithm), pem);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_INVALID_ARGUMENT);
  EXPECT_EQ(refused.error().code, code);
  EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  EXPECT_EQ(ERR_peek_error(), 0UL) << "errors are left for the host";
}

TEST(Assertion, AKeyThatDoesNotFitIsSaidSo) {
  const char* unusable = "private_key_unusable";
  expect_refused("RS256", Secret(std::string_view("canary, no PEM")), unusable, "PEM");
  expect_refused("RS256", pem_of(rsa_key(), "passphrase"), unusable, "without a passphrase");
  expect_refused("RS256", pem_of(rsa_key(1024)), unusable, "1024 bits");
  expect_refused("RS256", pem_of(ec_key()), unusable, "RSA");
  expect_refused("ES256", pem_of(rsa_key()), unusable, "P-256");
  expect_refused("ES256", pem_of(ec_key("P-384")), unusable, "P-256");
  expect_refused("none", pem_of(rsa_key()), "algorithm_unknown", "\"none\"");
}

}  // namespace
}  // namespace homevisit::http
