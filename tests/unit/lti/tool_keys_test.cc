#include "lti/tool_keys.h"

#include <gtest/gtest.h>

#include "http/jwt.h"

namespace homevisit::lti {
namespace {

constexpr std::int64_t day = 24 * 3'600'000LL;

ToolKeys of_days(std::initializer_list<std::int64_t> days) {
  ToolKeys keys;
  for (const std::int64_t at : days) {
    ToolKey key;
    key.id = "of day " + std::to_string(at);
    key.made_at = at * day;
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string signing(const ToolKeys& keys, std::int64_t at_ms) {
  const ToolKey* key = signing_key(keys, at_ms);
  return key == nullptr ? "" : key->id;
}

TEST(LtiToolKeys, ANewKeySignsOnlyWhenPlatformsCanKnowIt) {
  const ToolKeys keys = of_days({0, 100});
  EXPECT_EQ(signing(keys, 100 * day), "of day 0");
  EXPECT_EQ(signing(keys, 101 * day - 1), "of day 0");
  EXPECT_EQ(signing(keys, 101 * day), "of day 100");
}

TEST(LtiToolKeys, TheFirstKeySignsAtOnce) {
  EXPECT_EQ(signing(of_days({5}), 5 * day), "of day 5");
  EXPECT_EQ(signing({}, 5 * day), "");
}

TEST(LtiToolKeys, WhatWasReplacedIsPublishedForAWeekMore) {
  const ToolKeys keys = of_days({0, 100});
  EXPECT_EQ(still_published(keys, 108 * day - 1).size(), 2u);
  const ToolKeys left = still_published(keys, 108 * day);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].id, "of day 100");
  EXPECT_EQ(still_published(of_days({0}), 1000 * day).size(), 1u);
}

TEST(LtiToolKeys, AKeyIsRenewedAfterAYear) {
  EXPECT_TRUE(wants_new_key({}, 0));
  EXPECT_FALSE(wants_new_key(of_days({0}), 365 * day - 1));
  EXPECT_TRUE(wants_new_key(of_days({0}), 365 * day));
  EXPECT_FALSE(wants_new_key(of_days({0, 365}), 366 * day));
}

TEST(LtiToolKeys, TheKeySetHoldsThePublicPartAloneAndKeysComeBackAsTheyWere) {
  auto made = make_tool_key(7, system_random());
  ASSERT_TRUE(made) << made.error().message;
  ToolKeys keys;
  keys.push_back(std::move(*made));
  const auto set = key_set(keys);
  ASSERT_TRUE(set);
  const auto document = json::Document::parse(*set);
  const json::Value key = document->root()["keys"].at(0);
  EXPECT_EQ(key["kty"].text(), "RSA");
  EXPECT_EQ(key["kid"].text(), keys[0].id);
  EXPECT_EQ(key["e"].text(), "AQAB");
  EXPECT_EQ(key["n"].text().size(), 342u);  // 2048 bits
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi"}) EXPECT_FALSE(key[secret].exists());
  json::Writer w;
  write_keys(w, keys);
  const auto kept = json::Document::parse(w.take());
  const auto back = read_keys(kept->root());
  ASSERT_TRUE(back);
  EXPECT_EQ(as_text((*back)[0].pem.reveal()), as_text(keys[0].pem.reveal()));
  EXPECT_TRUE(http::signed_token("RS256", (*back)[0].id, "{}", (*back)[0].pem));
}

TEST(LtiToolKeys, KeptKeysThatAreDamagedAreSaidToBe) {
  for (const char* kept : {R"([{}])", R"([{"id":"a","made_at":"x","pem":"p"}])", "[5]"}) {
    const auto document = json::Document::parse(kept);
    const auto back = read_keys(document->root());
    ASSERT_FALSE(back) << kept;
    EXPECT_EQ(back.error().status, HV_DATA_LOSS);
  }
}

}  // namespace
}  // namespace homevisit::lti
