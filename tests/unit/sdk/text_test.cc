#include "homevisit/sdk/text.h"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"
#include "homevisit/sdk/link.h"
#include "homevisit/sdk/url.h"
#include "homevisit/sdk/words.h"

namespace homevisit::sdk {
namespace {

// Two implementations, one for speed: they must agree on every text.
TEST(SdkText, FindsTheSameInvalidUtf8AsTheLibrary) {
  std::mt19937 random(20261122);
  const unsigned char bytes[] = {'a',  'b',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
  for (int i = 0; i < 200'000; ++i) {
    std::string text(random() % 24, 'x');
    for (char& c : text)
      if (random() % 3 != 0) c = static_cast<char>(bytes[random() % std::size(bytes)]);
    const auto expected = homevisit::find_invalid_utf8(text);
    ASSERT_EQ(find_invalid_utf8(text), expected.value_or(std::string_view::npos)) << i;
  }
}

TEST(SdkText, CutsBetweenCharacters) {
  EXPECT_EQ(cut("Zoë", 3), "Zo");
  EXPECT_EQ(cut("Zoë", 4), "Zoë");
  char small[4];
  copy("aé€", small);
  EXPECT_STREQ(small, "aé");
}

TEST(SdkUrl, EncodesWhatIsNotUnreserved) {
  EXPECT_EQ(percent_encode("a b/ë?&="), "a%20b%2F%C3%AB%3F%26%3D");
  EXPECT_EQ(Url("https://x/y").with("a", "1 2").with("b", 3u).text(), "https://x/y?a=1%202&b=3");
  EXPECT_EQ(Url("https://x/y").segment("../z").text(), "https://x/y/..%2Fz");
}

TEST(SdkUrl, TakesAParameterOutWhereverItStands) {
  for (const char* url : {"https://x/?o=1&b=2", "https://x/?b=2&o=1"})
    EXPECT_EQ(Url(url).without("o").text(), "https://x/?b=2") << url;
  EXPECT_EQ(Url("https://x/?o=1").without("o").text(), "https://x/");
  EXPECT_EQ(Url("https://x/?a=1&o=1&b=2").without("o").text(), "https://x/?a=1&b=2");
  EXPECT_EQ(Url("https://x/?no=1").without("o").text(), "https://x/?no=1");
}

TEST(SdkUrl, KnowsOrigins) {
  EXPECT_EQ(origin_of("HTTPS://Sis.Example:443/a?b"), "https://sis.example");
  EXPECT_EQ(origin_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  for (const char* url : {"ftp://x/", "x/y", "", "https://", "https://me@x/", "https:///x"})
    EXPECT_EQ(origin_of(url), "") << url;
}

TEST(SdkUrl, FollowsLinksOnTheOriginOnly) {
  const char* asked = "https://sis.example/api/v1/students?limit=5";
  EXPECT_EQ(resolve_on_origin(asked, "https://sis.example/x?o=5"), "https://sis.example/x?o=5");
  EXPECT_EQ(resolve_on_origin(asked, "/x#part"), "https://sis.example/x");
  EXPECT_EQ(resolve_on_origin(asked, "?o=5"), "https://sis.example/api/v1/students?o=5");
  EXPECT_EQ(resolve_on_origin(asked, "next?u=http://y"),
            "https://sis.example/api/v1/next?u=http://y");
  for (const char* link : {"https://evil.example/x", "http://sis.example/x", "//evil.example/x",
                           "https://sis.example@evil.example/", "https://sis.example:444/x",
                           "https://sis.example.evil/", "https://evil.example\\@sis.example/",
                           "javascript://sis.example/"})
    EXPECT_THROW(resolve_on_origin(asked, link), Failure) << link;
}

TEST(SdkUrl, SettingsThatAreNoAddressAreRefused) {
  EXPECT_EQ(checked_base_url("https://sis.example/api//", "url"), "https://sis.example/api");
  for (const char* url : {"", "sis.example", "https://u:p@x", "https://x/?a", "file:///etc/passwd"})
    EXPECT_THROW(checked_base_url(url, "url"), Failure) << url;
}

TEST(SdkWords, AStarInAPatternStandsForAnyText) {
  EXPECT_TRUE(is_like("KLAS-4A", "klas-*"));
  EXPECT_TRUE(is_like("H4AAa", "*4*a"));
  EXPECT_TRUE(is_like("", "*"));
  EXPECT_TRUE(is_like("", ""));
  EXPECT_FALSE(is_like("vak-4a", "klas-*"));
  EXPECT_FALSE(is_like("4ab", "4a"));
  EXPECT_FALSE(is_like("4a", "4a*b"));
  EXPECT_FALSE(is_like("4a", ""));
}

TEST(SdkLink, FindsARelationAmongSeveral) {
  EXPECT_EQ(find_link("<https://x/1>; rel=\"prev\", <https://x/3>; rel=\"next\"", "next"),
            "https://x/3");
  EXPECT_EQ(find_link("</a?b=1,2>;title=\"x, <y>; rel=next\" ; rel = next", "next"), "/a?b=1,2");
  EXPECT_EQ(find_link("<a>; rel=\"last NEXT\"", "next"), "a");
  EXPECT_EQ(find_link("<a>; rel=prev; rel=next", "next"), std::nullopt) << "only the first counts";
  EXPECT_EQ(find_link("<a>, <b>; rel=next", "next"), "b");
  for (const char* none : {"", "<", "<a", "a; rel=next", "<a>; rel=nextish", ",,,", "<a>; rel=\""})
    EXPECT_EQ(find_link(none, "next"), std::nullopt) << none;
}

}  // namespace
}  // namespace homevisit::sdk
