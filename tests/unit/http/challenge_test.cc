// WWW-Authenticate, as RFC 9110, 11.6.1 writes it and as servers do.
#include "http/challenge.h"

#include <gtest/gtest.h>

namespace homevisit::http {
namespace {

Reason reason_of(const char* field) {
  return refusal_reason({401, {{"www-authenticate", field}}, "", false});
}

// The RFC's own example: a comma separates parameters as well as challenges.
TEST(Challenge, TwoInOneFieldAreToldApart) {
  const auto found = parse_challenges(
      "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].scheme, "basic");
  EXPECT_EQ(found[0].parameter("realm"), "simple");
  EXPECT_EQ(found[1].scheme, "newauth");
  EXPECT_EQ(found[1].parameter("type"), "1");
  EXPECT_EQ(found[1].parameter("title"), "Login to \"apps\"");
  EXPECT_EQ(found[1].parameter("none"), "");
}

TEST(Challenge, AToken68IsNoParameter) {
  const auto found = parse_challenges("Negotiate YII=, Basic, Other a== , Bearer  x = \"y\"");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].token68, "YII=");
  EXPECT_EQ(found[1].scheme, "basic");
  EXPECT_EQ(found[2].token68, "a==");
  EXPECT_EQ(found[3].parameter("x"), "y");
}

TEST(Challenge, WhatIsNoneIsLeftOut) {
  for (const char* text : {"", ",,,", "\"", "=", "a=b", "\"a\",", "(x)", "Bearer error=\"inv"})
    EXPECT_LE(parse_challenges(text).size(), 1U) << text;
  EXPECT_EQ(parse_challenges("@@@, Bearer error=invalid_token").size(), 1U);
  EXPECT_EQ(parse_challenges("a=b, c=d").size(), 0U);
}

TEST(Challenge, SaysWhyTheTokenWasRefused) {
  EXPECT_EQ(reason_of("Bearer realm=\"x\", error=\"invalid_token\", error_description=\"a, b\""),
            Reason::expired);
  EXPECT_EQ(reason_of("BEARER Error=insufficient_scope, scope=\"a b\""),
            Reason::insufficient_scope);
  EXPECT_EQ(reason_of("OAuth oauth_problem=timestamp_refused"), Reason::stale_nonce);
  EXPECT_EQ(reason_of("Basic error=\"invalid_token\""), Reason::unsaid);
  EXPECT_EQ(reason_of("Bearer"), Reason::unsaid);
  EXPECT_EQ(refusal_reason({}), Reason::unsaid);
}

}  // namespace
}  // namespace homevisit::http
