// Settings are read strictly, and each refusal names the one that is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service.h"

namespace oneroster_test {
namespace {

using testing::HasSubstr;

// A configuration that is taken, with members put over it; "" takes one away.
std::string config(const std::map<std::string, std::string>& over = {}) {
  std::map<std::string, std::string> members = {
      {"url", R"("https://sis.example/ims/oneroster/rostering/v1p2")"},
      {"client_id", R"("homevisit")"},
      {"secret", R"("oneroster")"},
      {"token_url", R"("https://sis.example/token")"}};
  for (const auto& [name, value] : over) members[name] = value;
  std::string text;
  for (const auto& [name, value] : members)
    if (!value.empty()) text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
  return text + "}";
}

TEST(OneRosterSettings, TheNeededOnesAreEnough) { EXPECT_EQ(refusal(config()), ""); }

TEST(OneRosterSettings, EachRefusalNamesItsSetting) {
  const std::vector<std::pair<std::map<std::string, std::string>, const char*>> wrong = {
      {{{"url", ""}}, "\"url\""},
      {{{"url", R"("ftp://sis.example/v1p2")"}}, "\"url\""},
      {{{"url", R"("https://sis.example/api")"}}, "\"version\""},
      {{{"version", R"("1.3")"}}, "\"version\""},
      {{{"client_id", ""}}, "\"client_id\""},
      {{{"secret", ""}}, "\"secret\""},
      {{{"token_url", ""}}, "\"token_url\""},
      {{{"sign_in", R"("password")"}}, "\"sign_in\""},
      {{{"sign_in", R"("oauth1")"}, {"token_url", ""}}, "\"sign_in\""},
      {{{"sign_in", R"("oauth1")"}, {"version", R"("1.1")"}}, "\"token_url\""},
      {{{"page_size", "0"}}, "\"page_size\""},
      {{{"page_size", R"("many")"}}, "\"page_size\""},
      {{{"demographics", R"("yes")"}}, "\"demographics\""},
      {{{"ids", R"("email")"}}, "\"ids\""},
      {{{"school_year", R"("last")"}}, "\"school_year\""},
      {{{"home_groups", R"("homeroom")"}}, "\"home_groups\""},
      {{{"home_groups", R"({"by":"title"})"}}, "\"home_groups\""},
      {{{"home_groups", R"({"by":"title","patern":"x"})"}}, "\"home_groups\""},
      {{{"pagesize", "10"}}, "\"pagesize\""},
  };
  for (const auto& [over, name] : wrong)
    EXPECT_THAT(refusal(config(over)), HasSubstr(name)) << config(over);
}

TEST(OneRosterSettings, Version11TakesOAuth1AndIsSeenInTheAddress) {
  EXPECT_EQ(refusal(config({{"url", R"("https://sis.example/ims/oneroster/v1p1")"},
                            {"sign_in", R"("oauth1")"},
                            {"token_url", ""}})),
            "");
}

}  // namespace
}  // namespace oneroster_test
