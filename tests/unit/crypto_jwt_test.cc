// Tokens that other systems sign: what is accepted, and above all what is not.
#include "crypto/jwt.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>

#include "base/base64url.h"
#include "crypto/hash.h"
#include "tokens.h"

namespace homevisit::crypto {
namespace {

using http::ec_key;
using http::rsa_key;
using http::TestKey;

constexpr std::array all{SignatureAlgorithm::rs256, SignatureAlgorithm::rs384,
                         SignatureAlgorithm::rs512, SignatureAlgorithm::ps256,
                         SignatureAlgorithm::es256, SignatureAlgorithm::es384,
                         SignatureAlgorithm::eddsa};

const TestKey& rsa() {
  static const TestKey key = rsa_key();
  return key;
}

KeySet set_of(const std::vector<std::string>& keys) {
  auto set = KeySet::parse(key_set(keys));
  EXPECT_TRUE(set) << set.error().message;
  return set ? std::move(*set) : KeySet();
}

// "" when it opens, else the code of the refusal.
std::string opened(const std::string& token, const KeySet& keys,
                   std::span<const SignatureAlgorithm> allowed = all) {
  const auto parsed = SignedToken::parse(token);
  if (!parsed) return parsed.error().code;
  const auto claims = parsed->open(keys, allowed);
  EXPECT_EQ(ERR_peek_error(), 0UL) << "errors are left for the host";
  return claims ? "" : claims.error().code;
}

TEST(SignedToken, EveryAlgorithmOpensWithItsKeyAndNoOther) {
  const TestKey p256 = ec_key(), p384 = ec_key("P-384"), ed = ed_key();
  const KeySet keys =
      set_of({jwk_of(rsa(), "rsa"), jwk_of(p256, "p256"), jwk_of(p384, "p384"), jwk_of(ed, "ed")});
  const std::string claims = R"({"sub":"canary"})";
  const std::pair<const char*, std::pair<TestKey, const char*>> cases[] = {
      {"RS256", {rsa(), "rsa"}}, {"RS384", {rsa(), "rsa"}}, {"RS512", {rsa(), "rsa"}},
      {"PS256", {rsa(), "rsa"}}, {"ES256", {p256, "p256"}}, {"ES384", {p384, "p384"}},
      {"EdDSA", {ed, "ed"}}};
  for (const auto& [algorithm, key] : cases) {
    EXPECT_EQ(opened(token_of(key.first, algorithm, key.second, claims), keys), "") << algorithm;
    const TestKey other = key.first == rsa()  ? rsa_key()
                          : key.first == p256 ? ec_key()
                          : key.first == p384 ? ec_key("P-384")
                                              : ed_key();
    EXPECT_EQ(opened(token_of(other, algorithm, key.second, claims), keys), "token_signature_wrong")
        << algorithm;
  }
}

// The two numbers are padded; one in 128 signatures has a short one.
TEST(SignedToken, NumbersOfCurvesHaveTheirFullLength) {
  const TestKey key = ec_key();
  const KeySet keys = set_of({jwk_of(key, "1")});
  for (int i = 0; i < 200; ++i)
    ASSERT_EQ(opened(token_of(key, "ES256", "1", std::to_string(i)), keys), "token_malformed");
  const std::string token = token_of(key, "ES256", "1", "{}");
  EXPECT_EQ(opened(token, keys), "");
  const std::string text = token.substr(0, token.rfind('.') + 1);
  for (const std::size_t size : {0, 1, 63, 65, 96})
    EXPECT_EQ(opened(text + http::base64url(Bytes(size)), keys), "token_signature_wrong") << size;
}

TEST(SignedToken, WithoutSignatureItIsRefused) {
  const KeySet keys = set_of({jwk_of(rsa(), "1")});
  const std::string claims = http::base64url(as_bytes(std::string_view("{}")));
  for (const char* head : {R"({"alg":"none"})", R"({"alg":"None","kid":"1"})", R"({"kid":"1"})"}) {
    const std::string token = http::base64url(as_bytes(std::string_view(head))) + "." + claims;
    EXPECT_EQ(opened(token + ".", keys), "token_algorithm_refused") << head;
  }
}

// The old trick: the public key, which everybody has, as the secret of an HMAC.
TEST(SignedToken, ThePublicKeyIsNoSecret) {
  const std::string public_key = jwk_of(rsa(), "1");
  const KeySet keys = set_of({public_key});
  const std::string text =
      http::base64url(as_bytes(std::string_view(R"({"alg":"HS256","kid":"1"})"))) + "." +
      http::base64url(as_bytes(std::string_view("{}")));
  const auto mac = hmac_sha256(Secret(std::string_view(public_key)), as_bytes(text));
  ASSERT_TRUE(mac);
  EXPECT_EQ(opened(text + "." + http::base64url(*mac), keys), "token_algorithm_refused");
}

TEST(SignedToken, TheAlgorithmMustBeAllowedAndTheOneOfTheKey) {
  const std::string token = token_of(rsa(), "PS256", "1", "{}");
  const std::array only{SignatureAlgorithm::rs256};
  EXPECT_EQ(opened(token, set_of({jwk_of(rsa(), "1")}), only), "token_algorithm_refused");
  const KeySet meant_for_another = set_of({jwk_of(rsa(), "1", R"(,"alg":"RS256")")});
  EXPECT_EQ(opened(token, meant_for_another), "token_algorithm_refused");
  // A head that names the algorithm of another type of key.
  const std::string crossed = signed_token(rsa(), "RS256", R"({"alg":"ES256","kid":"1"})", "{}");
  EXPECT_EQ(opened(crossed, set_of({jwk_of(rsa(), "1")})), "token_algorithm_refused");
}

TEST(SignedToken, AKeyThatIsNotPublishedIsSaidSo) {
  const KeySet keys = set_of({jwk_of(rsa(), "1")});
  EXPECT_EQ(opened(token_of(rsa(), "RS256", "2", "{}"), keys), "token_key_unknown");
  EXPECT_EQ(opened(token_of(rsa(), "RS256", "", "{}"), keys), "") << "one key needs no name";
}

TEST(SignedToken, AnythingElseIsMalformed) {
  const KeySet keys = set_of({jwk_of(rsa(), "1")});
  const std::string token = token_of(rsa(), "RS256", "1", "{}");
  const auto dot = token.rfind('.');
  const std::string wrong[] = {"",
                               ".",
                               "..",
                               "a.b",
                               token + ".x",
                               token + "=",
                               " " + token,
                               token.substr(0, dot),
                               std::string(70'000, 'a') + token,
                               "e30" + token,
                               "+" + token.substr(1)};
  for (const std::string& text : wrong) EXPECT_NE(opened(text, keys), "") << text.substr(0, 40);
  std::string changed = token;
  changed[token.find('.') + 1] ^= 1;
  EXPECT_EQ(opened(changed, keys), "token_signature_wrong");
  EXPECT_EQ(
      opened(signed_token(rsa(), "RS256", R"({"alg":"RS256","crit":["b64"],"b64":false})", "{}"),
             keys),
      "token_algorithm_refused");
  EXPECT_EQ(opened(token_of(rsa(), "RS256", "1", "[]"), keys), "token_malformed");
  EXPECT_EQ(opened(token_of(rsa(), "RS256", "1", R"({"sub":"a","sub":"b"})"), keys),
            "token_malformed");
}

TEST(KeySet, KeysOfNoUseAreLeftOut) {
  const std::string good = jwk_of(rsa(), "good");
  const std::string useless[] = {R"({"kty":"oct","k":"c2VjcmV0"})",
                                 jwk_of(rsa(), "enc", R"(,"use":"enc")"),
                                 jwk_of(rsa(), "sign", R"(,"key_ops":["sign"])"),
                                 jwk_of(rsa(), "oaep", R"(,"alg":"RSA-OAEP")"),
                                 jwk_of(rsa(), "private", R"(,"d":"AQAB")"),
                                 jwk_of(rsa_key(1024), "short"),
                                 jwk_of(ec_key("P-521"), "p521"),
                                 R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})",
                                 R"({"kty":"RSA","n":"AQAB","e":"AQAB"})",
                                 R"({"kty":"RSA"})",
                                 "7",
                                 "null"};
  for (const std::string& key : useless) {
    EXPECT_EQ(set_of({good, key}).size(), 1U) << key;
    EXPECT_FALSE(KeySet::parse(key_set({key}))) << key;
  }
  EXPECT_EQ(ERR_peek_error(), 0UL) << "errors are left for the host";
}

TEST(KeySet, APointBesideTheCurveIsNoKey) {
  std::string key = jwk_of(ec_key(), "1");
  const auto x = key.find(R"("x":")") + 5;
  key[x] = key[x] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(KeySet::parse(key_set({key})));
}

TEST(KeySet, WhatIsNoKeySetIsRefused) {
  for (const char* text : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[]})", "<html>"}) {
    const auto set = KeySet::parse(text);
    ASSERT_FALSE(set) << text;
    EXPECT_EQ(set.error().code, "keys_unusable");
  }
  EXPECT_FALSE(KeySet::parse(key_set(std::vector<std::string>(101, jwk_of(rsa(), "1")))));
}

constexpr std::int64_t now = 1'795'000'000;

ClaimRules rules() { return {"https://id.example", "us", "n-1", now, 60, 0}; }

std::string claims_with(const std::string& change = "", const std::string& to = "") {
  std::string text =
      R"({"iss":"https://id.example","aud":"us","nonce":"n-1","iat":1795000000,"exp":1795000300})";
  if (!change.empty()) {
    EXPECT_NE(text.find(change), std::string::npos) << change;
    text.replace(text.find(change), change.size(), to);
  }
  return text;
}

std::string judged(const std::string& claims, const ClaimRules& rules) {
  const auto document = json::Document::parse(claims);
  EXPECT_TRUE(document) << claims;
  const Status status = check_claims(document->root(), rules);
  return status ? "" : status.error().code;
}

TEST(Claims, OfThisSignInAreAccepted) {
  EXPECT_EQ(judged(claims_with(), rules()), "");
  EXPECT_EQ(judged(claims_with(R"("us")", R"(["us"])"), rules()), "");
  EXPECT_EQ(judged(claims_with(R"("us")", R"(["them","us"],"azp":"us")"), rules()), "");
  EXPECT_EQ(judged(claims_with("1795000300", "1795000300.5"), rules()), "");
  ClaimRules without = rules();
  without.nonce.reset();
  EXPECT_EQ(judged(claims_with(R"("nonce":"n-1",)"), without), "");
}

TEST(Claims, OfAnybodyElseAreRefused) {
  const std::pair<std::string, const char*> cases[] = {
      {claims_with("https://id.example", "https://id.example/"), "token_wrong_issuer"},
      {claims_with("https://id.example", "https://ID.example"), "token_wrong_issuer"},
      {claims_with(R"("iss":"https://id.example",)"), "token_wrong_issuer"},
      {claims_with(R"("us")", R"("them")"), "token_wrong_audience"},
      {claims_with(R"("us")", R"(["them","us"])"), "token_wrong_audience"},
      {claims_with(R"("us")", R"(["us"],"azp":"them")"), "token_wrong_audience"},
      {claims_with(R"("us")", R"({"us":"us"})"), "token_wrong_audience"},
      {claims_with(R"("aud":"us",)"), "token_wrong_audience"},
      {claims_with("n-1", "n-2"), "token_wrong_nonce"},
      {claims_with(R"("nonce":"n-1",)"), "token_wrong_nonce"}};
  for (const auto& [claims, code] : cases) EXPECT_EQ(judged(claims, rules()), code) << claims;
  ClaimRules nobody = rules();
  nobody.audience = "";
  EXPECT_EQ(judged(claims_with(R"("us")", R"("")"), nobody), "token_wrong_audience");
}

TEST(Claims, HoldFromTheirBeginningToTheirEnd) {
  const auto at = [](std::int64_t moment, std::int64_t oldest = 0) {
    ClaimRules then = rules();
    then.now = moment;
    then.oldest = oldest;
    return judged(claims_with(), then);
  };
  EXPECT_EQ(at(now + 359), "");
  EXPECT_EQ(at(now + 360), "token_expired");
  EXPECT_EQ(at(now - 60), "");
  EXPECT_EQ(at(now - 61), "token_too_early");
  EXPECT_EQ(at(now + 159, 100), "");
  EXPECT_EQ(at(now + 160, 100), "token_too_old");
  EXPECT_EQ(judged(claims_with(R"("exp")", R"("nbf":1795000061,"exp")"), rules()),
            "token_too_early");
  for (const char* without : {R"("iat":1795000000,)", R"(,"exp":1795000300)"})
    EXPECT_EQ(judged(claims_with(without), rules()), "token_incomplete") << without;
  EXPECT_EQ(judged(claims_with("1795000300", R"("1795000300")"), rules()), "token_incomplete");
}

TEST(Base64url, HasOneWayToWriteEachText) {
  EXPECT_EQ(base64url_decoded("")->size(), 0U);
  EXPECT_EQ(as_text(*base64url_decoded("YQ")), "a");
  EXPECT_EQ(as_text(*base64url_decoded("_-8")), "\xff\xef");
  for (const char* wrong : {"Y", "YR", "YWI=", "YW+/", "YW\n", "YWJjZ", " "})
    EXPECT_FALSE(base64url_decoded(wrong)) << wrong;
}

}  // namespace
}  // namespace homevisit::crypto
