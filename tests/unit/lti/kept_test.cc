// What the journal keeps for learning platforms, as verifying the journal looks at it.
#include "lti/kept.h"

#include <gtest/gtest.h>

namespace homevisit::lti {
namespace {

std::string with_key(const std::string& pem) {
  json::Writer w;
  w.begin_object().key("keys").begin_array().begin_object();
  w.member("id", "k1").member("made_at", std::int64_t{1}).member("pem", pem).end_object();
  return w.end_array().key("platforms").begin_array().end_array().end_object().take();
}

TEST(WhatIsKept, CanBeUsedOrIsSaidNotToBe) {
  Random& random = system_random();
  const auto key = make_tool_key(1, random);
  ASSERT_TRUE(key);
  EXPECT_TRUE(check_kept({0, with_key(std::string(as_text(key->pem.reveal())))}));
  EXPECT_TRUE(check_kept({0, "{}"}));
  EXPECT_FALSE(check_kept({0, with_key("no key at all")}));
  EXPECT_FALSE(check_kept({0, with_key("")}));
  EXPECT_FALSE(check_kept({0, "no JSON"}));
  EXPECT_FALSE(check_kept({0, R"({"platforms":[{"name":"x","keys_url":"http://evil.example"}]})"}));
}

}  // namespace
}  // namespace homevisit::lti
