#include "http/retry_after.h"

#include <gtest/gtest.h>

#include <random>

namespace homevisit::http {
namespace {

constexpr std::int64_t now = 1'764'000'000'000;  // Mon, 24 Nov 2025 16:00:00 GMT
constexpr std::int64_t day = 86'400'000;

Response response(std::string after, std::string date = {}) {
  Response out;
  out.headers.push_back({"retry-after", std::move(after)});
  if (!date.empty()) out.headers.push_back({"date", std::move(date)});
  return out;
}

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(retry_after_ms(response("0"), now), 0);
  EXPECT_EQ(retry_after_ms(response("120"), now), 120'000);
  EXPECT_EQ(retry_after_ms(response(" 3\t"), now), 3'000);
}

TEST(RetryAfter, ReadsADateInAllThreeForms) {
  for (const char* date : {"Mon, 24 Nov 2025 16:01:00 GMT", "Monday, 24-Nov-25 16:01:00 GMT",
                           "Mon Nov 24 16:01:00 2025"})
    EXPECT_EQ(retry_after_ms(response(date), now), 60'000) << date;
  EXPECT_EQ(retry_after_ms(response("Sat Nov  1 16:01:00 2025"), now), 0);
}

// With a clock that is years off the wait is still the minute that was meant.
TEST(RetryAfter, ADateIsTakenFromTheOtherSidesOwnClock) {
  for (const std::int64_t ours : {now - 400 * day, now, now + 400 * day})
    EXPECT_EQ(retry_after_ms(
                  response("Mon, 24 Nov 2025 16:01:00 GMT", "Mon, 24 Nov 2025 16:00:00 GMT"), ours),
              60'000);
}

TEST(RetryAfter, IsClamped) {
  EXPECT_EQ(retry_after_ms(response("Mon, 24 Nov 2025 15:59:00 GMT"), now), 0) << "in the past";
  EXPECT_EQ(retry_after_ms(response("Mon, 24 Nov 2125 16:00:00 GMT"), now), most_retry_after_ms);
  EXPECT_EQ(retry_after_ms(response("99999999"), now), most_retry_after_ms);
  EXPECT_EQ(retry_after_ms(response("99999999999999999999999999"), now), most_retry_after_ms);
}

TEST(RetryAfter, WhatCannotBeReadSaysNothing) {
  EXPECT_FALSE(retry_after_ms(Response{}, now));
  for (const char* text : {"", " ", "-1", "+1", "1.5", "soon", "1 2", "0x10",
                           "Mon, 31 Feb 2025 16:01:00 GMT", "Mon, 24 Nov 2025 25:01:00 GMT",
                           "Mon, 24 Nov 2025 16:01:00 CET", "Mon, 24 Nov 2025 16:01:00 GMT x"})
    EXPECT_FALSE(retry_after_ms(response(text), now)) << text;
}

TEST(RetryAfter, AnyBytesGiveNothingOrAWaitWithinItsBounds) {
  std::mt19937 generator(7);
  const std::string alphabet = "0123456789 ,:-GMTNovFriday\t\xff";
  for (int i = 0; i < 20'000; ++i) {
    std::string text(generator() % 40, ' ');
    for (char& c : text) c = alphabet[generator() % alphabet.size()];
    const auto wait = retry_after_ms(response(text, text), now);
    EXPECT_TRUE(!wait || (*wait >= 0 && *wait <= most_retry_after_ms)) << text;
  }
}

}  // namespace
}  // namespace homevisit::http
