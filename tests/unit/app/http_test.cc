// The parts of the site that stand on their own: links and sessions under a clock that is moved by
// hand, paths, encodings, origins and languages.
#include <gmock/gmock.h>

#include <set>

#include "random_token.h"
#include "server/csrf.h"
#include "server/encoding.h"
#include "server/language.h"
#include "server/router.h"
#include "server/sessions.h"
#include "server/sign_in.h"

namespace homevisit::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Pair;

class Moving {
 public:
  std::function<Sessions::Clock::time_point()> clock() {
    return [this] { return now_; };
  }
  void pass(seconds time) { now_ += time; }

 private:
  Sessions::Clock::time_point now_{};
};

Session mentor() {
  Session session;
  session.role = "mentor";
  return session;
}

TEST(SignInLinks, WorkOnce) {
  SignInLinks links;
  const std::string token = links.make(mentor());
  EXPECT_EQ(links.use(token)->role, "mentor");
  EXPECT_FALSE(links.use(token));
}

TEST(SignInLinks, WorkForAQuarterOfAnHour) {
  Moving time;
  SignInLinks links(time.clock());
  const std::string early = links.make(mentor());
  const std::string late = links.make(mentor());
  time.pass(minutes(15));
  EXPECT_TRUE(links.use(early));
  time.pass(seconds(1));
  EXPECT_FALSE(links.use(late));
}

TEST(SignInLinks, OfADemonstrationLast) {
  Moving time;
  SignInLinks links(time.clock());
  const std::string token = links.make(mentor(), true);
  time.pass(hours(48));
  EXPECT_TRUE(links.use(token));
  EXPECT_TRUE(links.use(token));
}

TEST(Sessions, EndWhenIdle) {
  Moving time;
  Sessions sessions(minutes(30), hours(10), time.clock());
  const std::string token = sessions.begin(mentor());
  time.pass(minutes(30));
  EXPECT_TRUE(sessions.find(token)) << "used just in time";
  time.pass(minutes(30));
  EXPECT_TRUE(sessions.find(token)) << "each use begins the time anew";
  time.pass(minutes(30) + seconds(1));
  EXPECT_FALSE(sessions.find(token));
}

TEST(Sessions, EndAfterTheLongestTimeThoughTheyAreUsed) {
  Moving time;
  Sessions sessions(minutes(30), minutes(60), time.clock());
  const std::string token = sessions.begin(mentor());
  for (int i = 0; i < 3; ++i) {
    time.pass(minutes(20));
    EXPECT_TRUE(sessions.find(token)) << i;
  }
  time.pass(seconds(1));
  EXPECT_FALSE(sessions.find(token));
}

TEST(Sessions, HaveATokenForFormsOfTheirOwn) {
  Sessions sessions(minutes(30), hours(10));
  const auto one = sessions.find(sessions.begin(mentor()));
  const auto two = sessions.find(sessions.begin(mentor()));
  EXPECT_EQ(one->csrf.size(), 43u);
  EXPECT_NE(one->csrf, two->csrf);
}

TEST(Sessions, AreGoneAfterSigningOut) {
  Sessions sessions(minutes(30), hours(10));
  const std::string token = sessions.begin(mentor());
  sessions.end(token);
  EXPECT_FALSE(sessions.find(token));
  EXPECT_FALSE(sessions.find(""));
}

TEST(RandomToken, NeverComesTwice) {
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(random_token());
  EXPECT_EQ(tokens.size(), 1000u);
  for (const std::string& token : tokens) {
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(percent_encoded(token), token) << "safe in a URL as it is";
  }
}

TEST(SameSecret, ComparesTheWhole) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", "")) << "no secret is no match";
}

Request asked(Pairs headers) { return {"POST", "/", "", std::move(headers), ""}; }

TEST(OwnNames, TakesOriginsOfItsOwnSchemeNameAndPort) {
  const OwnNames names("http", {"127.0.0.1:8080"});
  EXPECT_TRUE(names.sent_by_own_page(asked({{"origin", "http://127.0.0.1:8080"}})));
  EXPECT_TRUE(names.sent_by_own_page(asked({}))) << "not a browser of today; the token remains";
  for (const char* origin : {"https://127.0.0.1:8080", "http://127.0.0.1:80800", "http://127.0.0.1",
                             "http://evil.example", "null", "127.0.0.1:8080"}) {
    EXPECT_FALSE(names.sent_by_own_page(asked({{"origin", origin}}))) << origin;
  }
}

TEST(PercentDecoded, TakesWholeEscapesOnly) {
  EXPECT_EQ(percent_decoded("a%2Fb%20c+"), "a/b c+");
  EXPECT_EQ(percent_decoded("a+b", true), "a b");
  EXPECT_EQ(percent_decoded("%41"), "A");
  for (const char* text : {"%", "%4", "%zz", "%00", "a%"})
    EXPECT_FALSE(percent_decoded(text)) << text;
}

TEST(PercentEncoded, ComesBackTheSame) {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
  EXPECT_EQ(percent_encoded("a/b?c"), "a%2Fb%3Fc");
}

TEST(FormFields, KeepTheirOrderAndRepeats) {
  EXPECT_THAT(*form_fields("%2Fa%2F0=x+y&b=&c&%2Fa%2F0=z%3D", 10),
              ElementsAre(Pair("/a/0", "x y"), Pair("b", ""), Pair("c", ""), Pair("/a/0", "z=")));
  EXPECT_THAT(*form_fields("", 10), ElementsAre());
  EXPECT_TRUE(form_fields("a=1&b=2", 2));
  EXPECT_FALSE(form_fields("a=1&b=2&c=3", 2));
  EXPECT_FALSE(form_fields("a=%", 2));
}

TEST(Escaped, LeavesNothingThatHtmlReads) {
  EXPECT_EQ(escaped("<a href='x'>\"&\r\n"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&#13;\n");
}

TEST(WantedLanguage, GoesByWeight) {
  EXPECT_EQ(wanted_language("nl-NL,nl;q=0.9,en;q=0.8"), "nl");
  EXPECT_EQ(wanted_language("en;q=0.8, NL;q=0.9"), "nl");
  EXPECT_EQ(wanted_language("tr, en-GB;q=0.5"), "en");
  EXPECT_EQ(wanted_language("nl;q=0, en;q=0.001"), "en");
  EXPECT_EQ(wanted_language("nl;q=0"), "");
  for (const char* other : {"", "tr", "*", ",,;", ";q=1", "nl;q="})
    EXPECT_EQ(wanted_language(other), "");
}

Router<int>::Match match(const char* method, const char* path) {
  static const Router<int> router = [] {
    Router<int> out;
    out.add("GET", "/", 1);
    out.add("GET", "/students/{}/visits/new", 2);
    out.add("GET", "/students/{}/visits/{}", 3);
    out.add("POST", "/students/{}/visits/{}", 4);
    return out;
  }();
  static Request request;
  request = {method, path, "", {}, ""};
  return router.match(request);
}

TEST(Router, PrefersWhatWasAddedFirst) {
  EXPECT_EQ(*match("GET", "/students/1/visits/new").target, 2);
  EXPECT_EQ(*match("GET", "/students/1/visits/newer").target, 3);
  EXPECT_EQ(*match("HEAD", "/").target, 1);
}

TEST(Router, DecodesEachSegmentByItself) {
  EXPECT_THAT(match("POST", "/students/a%2Fb/visits/c%20d").ids, ElementsAre("a/b", "c d"));
}

TEST(Router, TellsWhyNot) {
  using Kind = Router<int>::Match::Kind;
  EXPECT_EQ(match("GET", "/students/1").kind, Kind::no_such_path);
  EXPECT_EQ(match("GET", "").kind, Kind::no_such_path);
  EXPECT_EQ(match("GET", "/students//visits/1").kind, Kind::broken);
  EXPECT_EQ(match("GET", "/students/%/visits/1").kind, Kind::broken);
  EXPECT_EQ(match("POST", "/").kind, Kind::no_such_method);
  EXPECT_EQ(match("POST", "/").allow, "GET, HEAD");
}

}  // namespace
}  // namespace homevisit::app
