#include "homevisit/sdk/json.h"

#include <gtest/gtest.h>

#include "homevisit/sdk/settings.h"

namespace homevisit::sdk {
namespace {

TEST(SdkJson, WrongTypesGiveNothing) {
  const Json json = Json::parse(
      R"({"a":{"b":[1,"2",true,null]},"n":12.5,"big":99999999999999999999})", "The answer");
  const Value root = json.root();
  EXPECT_EQ(root.at("a/b").size(), 4U);
  EXPECT_EQ(root.at("a/b").item(1).integer(), 2);
  EXPECT_EQ(root.at("a/b").item(0).id(), "1");
  EXPECT_FALSE(root.at("a/b/c").exists());
  EXPECT_FALSE(root["a"].integer());
  EXPECT_FALSE(root["n"].integer());
  EXPECT_FALSE(root["big"].integer());
  EXPECT_EQ(root["a"].text(), "");
  EXPECT_EQ(root.at("a/b").item(2).ternary(), HV_YES);
  EXPECT_EQ(root.at("a/b").item(3).ternary(), HV_UNKNOWN);
  EXPECT_TRUE(root.at("a/b").item(3).is_null());
  EXPECT_EQ(root.at("a/b").item(9).text(), "");
  int rows = 0;
  for (const Value row : root["n"]) rows += row.exists() ? 1 : 0;
  EXPECT_EQ(rows, 0);
}

TEST(SdkJson, RefusesWhatIsNoJson) {
  for (const std::string bad :
       {"", "<html>", "{", "[1,]", "{\"a\":1}x", "\"\xC3\"", "[\"\xED\xA0\x80\"]", "nul"})
    EXPECT_THROW(Json::parse(bad, "The answer"), Failure) << bad;
}

TEST(SdkJson, ANameThatStandsTwiceIsNoticedWhenRead) {
  const Json json = Json::parse(R"({"id":1,"id":2,"other":3})", "The answer");
  EXPECT_EQ(json.root()["other"].integer(), 3);
  EXPECT_THROW(json.root()["id"], Failure);
}

TEST(SdkJson, DepthEndsNobodysStack) {
  const std::string deep = std::string(500'000, '[') + std::string(500'000, ']');
  const Json json = Json::parse(deep, "The answer");
  EXPECT_EQ(json.root().size(), 1U);
  EXPECT_THROW(json.root().dump(), Failure);
}

TEST(SdkJson, WritesWhatItReads) {
  JsonWriter writer;
  writer.begin_object().member("text", "p<q \" \\ \n ë €").member("n", 7).member_if("none", "");
  const std::string text = writer.member("yes", true).end_object().text();
  const Json json = Json::parse(text, "The text");
  EXPECT_EQ(json.root()["text"].text(), "p<q \" \\ \n ë €");
  EXPECT_EQ(json.root()["n"].integer(), 7);
  EXPECT_FALSE(json.root()["none"].exists());
  EXPECT_EQ(json.root().dump(), text);
}

std::string message_of(const char* config) {
  try {
    Settings settings(config);
    settings.required("url");
    settings.number("size", 100, 1, 500);
    settings.one_of("how", {"basic", "body"});
    settings.flag("demographics", false);
    settings.finish();
    return "";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.status(), HV_INVALID_ARGUMENT);
    return failure.what();
  }
}

TEST(SdkSettings, EveryMistakeIsNamed) {
  EXPECT_EQ(message_of(R"({"url":"x","size":500,"how":"body","demographics":true})"), "");
  EXPECT_EQ(message_of(R"({"url":"x","size":null})"), "");
  for (const auto& [config, name] : std::initializer_list<std::pair<const char*, const char*>>{
           {"{}", "\"url\""},
           {R"({"url":7})", "\"url\""},
           {R"({"url":"x","size":0})", "\"size\""},
           {R"({"url":"x","size":"9"})", "\"size\""},
           {R"({"url":"x","how":"b"})", "\"how\""},
           {R"({"url":"x","demographics":1})", "\"demographics\""},
           {R"({"url":"x","siz":1})", "\"siz\""},
           {"[]", "object"},
           {"{", "JSON"}})
    EXPECT_NE(message_of(config).find(name), std::string::npos)
        << config << ": " << message_of(config);
}

}  // namespace
}  // namespace homevisit::sdk
