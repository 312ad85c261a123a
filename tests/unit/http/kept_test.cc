#include "http/kept.h"

#include <gtest/gtest.h>

namespace homevisit::http {
namespace {

Response with(std::size_t bytes, std::vector<Header> headers = {{"etag", "\"1\""}}) {
  Response response;
  response.status = 200;
  response.headers = std::move(headers);
  response.body.assign(bytes, 'x');
  return response;
}

TEST(Kept, HoldsOnlyWhatHasAnEtagAndMayBeStored) {
  Kept kept(100'000);
  kept.put("a", with(10));
  kept.put("b", with(10, {}));
  kept.put("c", with(10, {{"etag", "\"1\""}, {"cache-control", "private, No-Store"}}));
  kept.put("d", with(30'000));
  EXPECT_TRUE(kept.find("a"));
  EXPECT_FALSE(kept.find("b"));
  EXPECT_FALSE(kept.find("c"));
  EXPECT_FALSE(kept.find("d")) << "more than a quarter of the room";
}

TEST(Kept, NeverTakesMoreRoomThanItHasAndLetsTheLongestUnusedGo) {
  Kept kept(10'000);
  for (int i = 0; i < 100; ++i) {
    kept.put(std::to_string(i), with(1'000));
    EXPECT_TRUE(kept.find("0")) << "used each time, so it stays";
    EXPECT_LE(kept.bytes(), 10'000U);
  }
  EXPECT_TRUE(kept.find("99"));
  EXPECT_FALSE(kept.find("50"));
}

TEST(Kept, ANewAnswerTakesThePlaceOfTheOld) {
  Kept kept(100'000);
  kept.put("a", with(10));
  kept.put("a", with(20, {{"etag", "\"2\""}}));
  EXPECT_EQ(kept.find("a")->header("etag"), "\"2\"");
  kept.put("a", with(20, {}));
  EXPECT_FALSE(kept.find("a"));
  EXPECT_EQ(kept.bytes(), 0U);
}

TEST(Kept, TheKeyIsOfWhatTheAnswerHangsOnAndHoldsNoCredentials) {
  Request one;
  one.url = "https://sis.example/x";
  one.headers = {{"Accept", "application/json"}, {"authorization", "Bearer secret"}};
  Request two = one;
  two.headers[1].value = "Bearer other";
  EXPECT_EQ(Kept::key_of(one), Kept::key_of(two));
  EXPECT_EQ(Kept::key_of(one).find("secret"), std::string::npos);
  two.headers[0].value = "text/html";
  EXPECT_NE(Kept::key_of(one), Kept::key_of(two));
}

}  // namespace
}  // namespace homevisit::http
