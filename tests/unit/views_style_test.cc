// The style that a fragment carries into a page of others.
#include "views/style.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "views/views.h"

namespace homevisit::views {
namespace {

using testing::HasSubstr;
using testing::Not;

// Of the whole, without the reset that stands before it.
std::string rules(std::string_view style) {
  const std::string all = style_for_fragments(style);
  return all.substr(style_for_fragments("").size());
}

TEST(StyleForFragments, GoesBeforeEveryRuleAroundIt) {
  EXPECT_EQ(rules(".homevisit p, .homevisit .hv-a:hover { margin: 0;  color: red; }"),
            ".homevisit:not(#_#_#_#_) p, .homevisit:not(#_#_#_#_) .hv-a:hover"
            "{margin:0!important;color:red!important;}");
}

TEST(StyleForFragments, BeginsFromTheBrowsersOwnStyle) {
  const std::string reset = style_for_fragments("");
  EXPECT_THAT(reset, HasSubstr("all:initial!important"));
  EXPECT_THAT(reset, HasSubstr("*::before"));
  EXPECT_THAT(reset, HasSubstr("all:revert!important"));
}

TEST(StyleForFragments, CountsLengthsFromItsOwnUnit) {
  EXPECT_EQ(rules(".homevisit { font: 1rem/1.6 serif; padding: 0 .5rem 12px -0.3rem; }"),
            ".homevisit:not(#_#_#_#_){font:calc(1*var(--hv-unit))/1.6 serif!important;"
            "padding:0 calc(.5*var(--hv-unit)) 12px calc(-0.3*var(--hv-unit))!important;}");
  EXPECT_EQ(rules(".homevisit { color: #12rem4; --hv-h1: 2em; --hv-2rem: a-1rem; }"),
            ".homevisit:not(#_#_#_#_){color:#12rem4!important;--hv-h1:2em!important;--hv-2rem:a-"
            "1rem!important;}");
}

TEST(StyleForFragments, LeavesConditionsAlone) {
  EXPECT_EQ(rules("@container (min-width: 52em) {\n  .homevisit a { top: 1rem; }\n}"),
            "@container (min-width: 52em){.homevisit:not(#_#_#_#_) a"
            "{top:calc(1*var(--hv-unit))!important;}}");
}

TEST(StyleForFragments, DropsWhatOnlyPeopleRead) {
  EXPECT_EQ(rules("/* why; and { how } */ .homevisit a { top: 0; /* x */ }"),
            ".homevisit:not(#_#_#_#_) a{top:0!important;}");
}

// What it asks of the style sheet, of the one that there is.
TEST(StyleForFragments, TheStyleSheetKeepsToItsRules) {
  const std::string& style = fragment_style();
  EXPECT_EQ(std::count(style.begin(), style.end(), '{'),
            std::count(style.begin(), style.end(), '}'));
  EXPECT_THAT(style, Not(HasSubstr("</")));
  EXPECT_THAT(style, Not(HasSubstr("url(")));
  EXPECT_THAT(style, Not(HasSubstr("@import")));
  // Every declaration, and no other text before a closing brace.
  EXPECT_FALSE(std::regex_search(style, std::regex("[^;}]\\}")));
  for (std::size_t at = style.find('{'); at != style.npos; at = style.find('{', at + 1)) {
    const auto begin = style.find_last_of("{};", at - 1);
    const std::string head = style.substr(begin == style.npos ? 0 : begin + 1,
                                          at - (begin == style.npos ? 0 : begin + 1));
    if (head.starts_with('@')) continue;
    EXPECT_THAT(head, HasSubstr(".homevisit:not(")) << "a rule for the page around it";
  }
  EXPECT_FALSE(std::regex_search(rules(stylesheet()), std::regex("[0-9]rem[^;{}]*!important")));
}

}  // namespace
}  // namespace homevisit::views
