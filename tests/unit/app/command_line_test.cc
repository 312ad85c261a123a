// JSON as a host reads and writes it, and what is typed on the command line.
#include <gmock/gmock.h>

#include "commands/agreement_text.h"
#include "json_text.h"
#include "table.h"

namespace homevisit::app {
namespace {

TEST(Json, GivesNothingForWhatIsOfAnotherType) {
  const auto json = Json::parse(R"({"a":1,"b":"x","c":[{"d":true}],"e":null,"f":1.5})");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->text("a"), "");
  EXPECT_EQ(json->number("b", -1), -1);
  EXPECT_EQ(json->number("f", -1), -1);
  EXPECT_FALSE((*json)["b"]["c"]);
  EXPECT_FALSE((*json)["e"]);
  EXPECT_TRUE(json->items("b").empty());
  EXPECT_TRUE(json->items("c")[0].flag("d"));
  EXPECT_TRUE(Json().members().empty());
}

TEST(Json, RefusesWhatIsNoUtf8) {
  for (const char* text : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf5\x80\x80\x80\"",
                           "\"\xe2\x82\"", "\"\xf0\x80\x80\x80\"", "\"\x80\""}) {
    EXPECT_FALSE(Json::parse(text)) << text;
  }
  EXPECT_EQ(Json::parse("\"\xe2\x82\xac \xf0\x9f\x8f\xa0\"")->text(), "€ 🏠");
}

TEST(Json, RefusesHalfATextAndSurvivesDepth) {
  EXPECT_FALSE(Json::parse("{\"a\":"));
  EXPECT_FALSE(Json::parse("{} x"));
  EXPECT_FALSE(Json::parse(""));
  EXPECT_FALSE(Json::parse(std::string(200, '[') + std::string(200, ']')));
  EXPECT_TRUE(Json::parse(std::string(50, '[') + std::string(50, ']')));
  EXPECT_TRUE(Json::parse("\"" + std::string(200, '[') + "\\\"[\""));
}

TEST(JsonString, EscapesWhatJsonWould) {
  const std::string text = "a\"b\\c\n\t\x01 €";
  EXPECT_EQ(Json::parse(json_string(text))->text(), text);
  EXPECT_EQ(json_string("\n\x1f"), "\"\\n\\u001f\"");
}

TEST(WithMember, ReplacesOrAdds) {
  const auto json = Json::parse(R"({"a":1,"b":{"c":[2]}})");
  EXPECT_EQ(with_member(*json, "a", "3"), R"({"b":{"c":[2]},"a":3})");
  EXPECT_EQ(with_member(*json, "d", "true"), R"({"a":1,"b":{"c":[2]},"d":true})");
}

TEST(Agreement, IsReadInBothLanguages) {
  const auto english = parse_agreement("school: calls in January (by 2027-01-15)");
  ASSERT_TRUE(english);
  EXPECT_EQ(english->who, "school");
  EXPECT_EQ(english->what, "calls in January");
  EXPECT_EQ(english->by, "2027-01-15");
  const auto dutch = parse_agreement("ouder: leest voor (uiterlijk 2027-02-01)");
  ASSERT_TRUE(dutch);
  EXPECT_EQ(dutch->who, "parent");
  EXPECT_EQ(dutch->by, "2027-02-01");
}

TEST(Agreement, KeepsWhatIsNoDateInTheText) {
  const auto agreement = parse_agreement("pupil: asks (in class): why?");
  ASSERT_TRUE(agreement);
  EXPECT_EQ(agreement->what, "asks (in class): why?");
  EXPECT_EQ(agreement->by, "");
}

TEST(Agreement, NeedsSomebodyAndSomething) {
  for (const char* text : {"", "calls", "nobody: calls", "school:", "school:  (by 2027-01-15)"}) {
    EXPECT_FALSE(parse_agreement(text)) << text;
  }
  EXPECT_FALSE(parse_agreement("school: " + std::string(100000, 'a')));
}

TEST(Table, CountsCharactersNotBytes) {
  Table table({"Naam", "Groep"});
  table.add({"Zoë", "5A"});
  table.add({"Bo Kuipers", "6"});
  EXPECT_EQ(table.str(), "Naam        Groep\nZoë         5A\nBo Kuipers  6\n");
}

}  // namespace
}  // namespace homevisit::app
