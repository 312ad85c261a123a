// What browsers keep for us, and where a page may lead to.
#include "server/cookies.h"

#include <gmock/gmock.h>

#include "server/encoding.h"

namespace homevisit::app {
namespace {

using testing::SizeIs;
using testing::StartsWith;

Request with_cookies(std::string header) {
  Request request;
  request.headers.emplace_back("cookie", std::move(header));
  return request;
}

TEST(Cookies, AreForOurOwnPagesUnlessWeStandInFrames) {
  EXPECT_EQ(Cookies("hv", false, false).with_session("t"), "hv=t; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(Cookies("__Host-hv", true, false).with_session("t"),
            "__Host-hv=t; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(Cookies("__Host-hv", true, true).with_session("t"),
            "__Host-hv=t; Path=/; HttpOnly; SameSite=None; Secure; Partitioned");
  // A browser forgets a cookie only by the rules under which it was kept.
  EXPECT_EQ(Cookies("hv", true, true).without_session(),
            "hv=; Path=/; HttpOnly; SameSite=None; Secure; Partitioned; Max-Age=0");
}

TEST(Cookies, AreReadByTheirWholeName) {
  const Cookies cookies("hv", false, false);
  EXPECT_EQ(cookies.session(with_cookies("xhv=1; hvx=2; hv=3; hv=4")), "3");
  EXPECT_EQ(cookies.session(with_cookies("hvx=2")), "");
  EXPECT_EQ(cookies.session(Request()), "");
}

TEST(Cookies, EachSignInHasOneOfItsOwn) {
  const Cookies cookies("hv", false, false);
  const std::string state = "0123456789abcdefRest-of-the-state";
  EXPECT_EQ(cookies.with_begun(state, "sealed", 600),
            "hv-begun-0123456789abcdef=sealed; Path=/; HttpOnly; SameSite=Lax; Max-Age=600");
  const Request request = with_cookies("hv-begun-0123456789abcdef=sealed; hv-begun-other=x");
  EXPECT_EQ(cookies.begun(request, state), "sealed");
  EXPECT_EQ(cookies.begun(request, "9" + state), "");
  for (const char* made_up : {"", "a=b", "x; hv=1", "\r\nSet-Cookie: a"})
    EXPECT_EQ(cookies.begun(request, made_up), "") << made_up;
}

TEST(Cookies, AFewBegunSignInsAreEnough) {
  const Cookies cookies("hv", false, false);
  EXPECT_THAT(cookies.without_older(with_cookies("hv=1; hv-begun-a=1; hv-begun-b=1")), SizeIs(0));
  std::string many = "hv=1";
  for (const char c : std::string("abcdefgh")) many += std::string("; hv-begun-") + c + "=1";
  // A browser sends the oldest first: those go.
  const auto gone = cookies.without_older(with_cookies(many));
  ASSERT_THAT(gone, SizeIs(5));
  EXPECT_THAT(gone.front(), StartsWith("hv-begun-a="));
  EXPECT_THAT(gone.back(), StartsWith("hv-begun-e="));
}

TEST(OwnPath, IsOneOfThisSite) {
  for (const char* own : {"/", "/students/1", "/students?query=a%20b", "/a//b"})
    EXPECT_TRUE(is_own_path(own)) << own;
  for (const char* other :
       {"", "students", "//evil.example", "/\\evil.example", "https://evil.example",
        "/\t/evil.example", "/a\r\nX: y", "/a b", "/\xc3\xa9"})
    EXPECT_FALSE(is_own_path(other)) << other;
}

}  // namespace
}  // namespace homevisit::app
