// How bytes are written in URLs, headers and forms; URLs and dates as they are read.
#include "http/encoding.h"

#include <gtest/gtest.h>

#include "http/http_date.h"
#include "http/url.h"

namespace homevisit::http {
namespace {

TEST(Encoding, Base64IsThatOfTheRfcsExamples) {
  const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [text, encoded] : examples) EXPECT_EQ(base64(as_bytes(text)), encoded);
}

TEST(Encoding, Base64ForUrlsHasOtherSignsAndNoPadding) {
  EXPECT_EQ(base64(as_bytes("\xfb\xff\xbf\x01")), "+/+/AQ==");
  EXPECT_EQ(base64url(as_bytes("\xfb\xff\xbf\x01")), "-_-_AQ");
}

TEST(Encoding, EveryByteComesBackFromPercentEncoding) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(percent_decoded(percent_encoded(all), false), all);
  EXPECT_EQ(percent_decoded(form_encoded(all), true), all);
}

TEST(Encoding, OnlyWhatIsUnreservedStays) {
  EXPECT_EQ(percent_encoded("aZ09-._~ +/\xc3\xa9"), "aZ09-._~%20%2B%2F%C3%A9");
  EXPECT_EQ(form_encoded("a b+c%20"), "a+b%2Bc%2520");
}

TEST(Encoding, ABrokenEscapeIsRefused) {
  for (const char* text : {"%", "%4", "%4g", "%%41", "a%zz"})
    EXPECT_FALSE(percent_decoded(text, false)) << text;
  EXPECT_FALSE(form_decoded("a=1&b=%"));
}

TEST(Encoding, FormsKeepOrderDoublesAndEmptyValues) {
  EXPECT_EQ(form_decoded("a=1&&b&a=+2&=x"), (Pairs{{"a", "1"}, {"b", ""}, {"a", " 2"}, {"", "x"}}));
  EXPECT_EQ(form_encoded(Pairs{{"grant type", "a&b"}, {"c", ""}}), "grant+type=a%26b&c=");
}

TEST(Url, IsReadInItsParts) {
  const auto url = parse_url("HTTPS://SIS.Example:8443/ims/oneroster?limit=1&x=%20");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->secure);
  EXPECT_EQ(url->host, "sis.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/ims/oneroster");
  EXPECT_EQ(url->query, "limit=1&x=%20");
  EXPECT_EQ(url->origin(), "https://sis.example:8443");
  EXPECT_EQ(parse_url("http://[::1]?a")->origin(), "http://[::1]");
  EXPECT_EQ(parse_url("http://[::1]?a")->path, "/");
  EXPECT_EQ(parse_url("http://a:80/")->origin(), "http://a");
}

// What decides about credentials must not be read in two ways.
TEST(Url, RefusesWhatCanBeReadInTwoWays) {
  for (const char* text : {"",
                           "sis.example",
                           "//sis.example/",
                           "ftp://a/",
                           "https://",
                           "https:///path",
                           "https://user@a/",
                           "https://localhost:80@evil.example/",
                           "https://a\\@b/",
                           "https://a#b",
                           "https://a b/",
                           "https://a\tb/",
                           "https://a/\n",
                           "https://a:0/",
                           "https://a:65536/",
                           "https://a:080/",
                           "https://a:+1/",
                           "https://a:/",
                           "https://[::1/",
                           "https://[]/",
                           "https://[::1]x/",
                           "https://[evil.example]/",
                           "https://\xc3\xa9.example/",
                           "https://a%2eb/"})
    EXPECT_FALSE(parse_url(text)) << text;
}

TEST(Url, LoopbackIsWhatNeverLeavesTheMachine) {
  for (const char* text : {"http://localhost/", "http://LOCALHOST:81/", "http://127.0.0.1/",
                           "http://127.255.255.254/", "http://[::1]:8080/"})
    EXPECT_TRUE(is_loopback(*parse_url(text))) << text;
  for (const char* text :
       {"http://localhost.example/", "http://127.0.0.1.example/", "http://128.0.0.1/",
        "http://127.1/", "http://127.0.0.256/", "http://127.0.0.1.1/", "http://0x7f.0.0.1/",
        "http://0177.0.0.1/", "http://2130706433/", "http://[::2]/", "http://[::ffff:1.2.3.4]/",
        "http://10.0.0.1/", "http://127.0.0./"})
    EXPECT_FALSE(is_loopback(*parse_url(text))) << text;
}

TEST(Url, IsShownWithoutItsQuery) {
  EXPECT_EQ(shown("https://a.example/token?key=canary"), "https://a.example/token");
  EXPECT_EQ(shown("https://user:canary@a.example/").find("canary"), std::string::npos);
}

TEST(HttpDate, IsThatOfTheRfcsExample) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784'111'777'000);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), 784'111'777'000);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), 784'111'777'000);
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 00:00:00 GMT"), 1'709'164'800'000);
}

TEST(HttpDate, RefusesEveryOtherText) {
  for (const char* text : {"", "0", "Sunday, 06-Nov-94 08:49:37 CET", "Sun Nov   6 08:49:37 1994",
                           "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 nov 1994 08:49:37 GMT",
                           "Thu, 30 Feb 2024 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
                           "Sun, -6 Nov 1994 08:49:37 GMT"})
    EXPECT_FALSE(parse_http_date(text)) << text;
}

}  // namespace
}  // namespace homevisit::http
