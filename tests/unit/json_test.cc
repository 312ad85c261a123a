#include "json/json.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "json/schema.h"

namespace homevisit::json {
namespace {

std::string code_of(std::string_view text, const Limits& limits = {}) {
  const auto document = Document::parse(text, limits);
  return document ? "ok" : document.error().code;
}

TEST(Json, RefusesWhatIsNoJsonBeforeAnybodyLooksAtIt) {
  EXPECT_EQ(code_of(R"({"a":1})"), "ok");
  EXPECT_EQ(code_of(""), "invalid_json");
  EXPECT_EQ(code_of(R"({"a":1}x)"), "invalid_json");
  EXPECT_EQ(code_of(R"({"a":)"), "invalid_json");
  EXPECT_EQ(code_of("{\"a\":\"\xC0\xAF\"}"), "invalid_utf8");
  EXPECT_EQ(code_of("[[[[1]]]]", {.bytes = 100, .depth = 3}), "too_deep");
  EXPECT_EQ(code_of("[\"[[[[\"]", {.bytes = 100, .depth = 3}),
            "ok");  // brackets in a text are no depth
  EXPECT_EQ(code_of("[1,2,3]", {.bytes = 6, .depth = 3}), "too_large");
}

TEST(Json, DeepNestingDoesNotOverflowTheStack) {
  const std::string deep(1'000'000, '[');
  EXPECT_EQ(code_of(deep, {.bytes = 2'000'000, .depth = 24}), "too_deep");
}

TEST(Json, PointsToTheNameThatStandsTwice) {
  const auto document = Document::parse(R"({"a":[{"x/y":1,"b":2,"x/y":3}]})");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "duplicate_key");
  EXPECT_EQ(document.error().pointer, "/a/0/x~1y");
}

TEST(Json, AWrongTypeGivesNothingInsteadOfEndingTheHost) {
  const auto document = Document::parse(R"({"n":"text","list":[1]})");
  ASSERT_TRUE(document);
  const Value root = document->root();
  EXPECT_FALSE(root["n"].integer());
  EXPECT_FALSE(root["list"]["x"].exists());
  EXPECT_FALSE(root["list"].at(7).exists());
  EXPECT_EQ(root["none"]["deeper"].at(0).text(), "");
  EXPECT_EQ(Value().size(), 0u);
}

TEST(Json, SortsMembersSoThatEqualContentsGiveEqualBytes) {
  const auto a = Document::parse(R"({"b":[{"d":1,"c":2}],"a":"x"})");
  const auto b = Document::parse(R"({ "a":"x", "b":[ {"c":2,"d":1} ] })");
  EXPECT_EQ(a->root().sorted(), b->root().sorted());
  EXPECT_EQ(a->root().sorted(), R"({"a":"x","b":[{"c":2,"d":1}]})");
}

TEST(Json, WritesAnEmptyViewWithoutData) {
  Writer writer;
  EXPECT_EQ(writer.begin_array().string(std::string_view{}).end_array().take(), R"([""])");
}

struct Case {
  const char* request;
  const char* code;
  const char* pointer;
};
// By what is refused: as bytes, its place in memory would stand in the names of the tests.
void PrintTo(const Case& refused, std::ostream* out) { *out << refused.code; }

class SchemaError : public testing::TestWithParam<Case> {};

TEST_P(SchemaError, NamesTheKindAndTheExactPlace) {
  const SchemaSet schemas(embedded::schemas());
  const auto document = Document::parse(GetParam().request);
  ASSERT_TRUE(document);
  const Status status = schemas.validate("operations/visit.record.request.json", document->root());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, GetParam().code);
  EXPECT_EQ(status.error().pointer, GetParam().pointer);
  EXPECT_FALSE(status.error().message.empty());
}

#define REQUEST(rest) R"({"submission":"12345678","student":"1")" rest "}"
INSTANTIATE_TEST_SUITE_P(
    VisitRecord, SchemaError,
    testing::Values(
        Case{REQUEST(""), "missing_field", "/date"},
        Case{REQUEST(R"(,"date":"12-10-2026")"), "wrong_form", "/date"},
        Case{REQUEST(R"(,"date":20261012)"), "wrong_type", "/date"},
        Case{REQUEST(R"(,"date":"2026-10-12","report":{"grades":[7]})"), "unknown_field",
             "/report/grades"},
        Case{REQUEST(R"(,"date":"2026-10-12","interpreter":{"kind":"pupil"})"), "unknown_value",
             "/interpreter/kind"},
        Case{REQUEST(R"(,"date":"2026-10-12","minutes":{"visit":1441})"), "out_of_range",
             "/minutes/visit"},
        Case{REQUEST(R"(,"date":"2026-10-12","report":{"agreements":[{"who":"school"}]})"),
             "missing_field", "/report/agreements/0/what"},
        Case{REQUEST(R"(,"date":"2026-10-12","report":{"key_points":[""]})"), "too_short",
             "/report/key_points/0"},
        Case{R"({"submission":"1234567","student":"1","date":"2026-10-12"})", "too_few_characters",
             "/submission"},
        Case{REQUEST(R"(,"date":"2026-10-12","visitors":["1","2","3","4","5","6","7"])"),
             "too_many", "/visitors"}));

// Debian's RapidJSON (2016) frees what it never made when a value under patternProperties fails.
TEST(Schema, NoSchemaUsesPatternProperties) {
  for (const embedded::File& file : embedded::schemas())
    EXPECT_EQ(file.text.find("patternProperties"), std::string_view::npos) << file.path;
}

TEST(Schema, KnowsTheTypeOfAPlace) {
  const SchemaSet schemas(embedded::schemas());
  const char* path = "operations/visit.record.request.json";
  EXPECT_EQ(schemas.type_at(path, "/report/agreements/3/accepted_by_family"), "boolean");
  EXPECT_EQ(schemas.type_at(path, "/minutes/visit"), "integer");
  EXPECT_EQ(schemas.type_at(path, "/date"), "string");
  EXPECT_EQ(schemas.type_at(path, "/nothing/here"), "");
}

// Of RapidJSON's compiled schema the patterns keep notes while they match.
TEST(Schema, SeveralThreadsCheckAgainstTheSameSchema) {
  const SchemaSet schemas(embedded::schemas());
  const auto right =
      Document::parse(R"({"submission":"12345678","student":"1","date":"2026-09-14"})");
  const auto wrong =
      Document::parse(R"({"submission":"12345678","student":"1","date":"14-09-2026"})");
  ASSERT_TRUE(right && wrong);
  std::atomic<int> mistakes = 0;
  const auto check = [&] {
    const char* path = "operations/visit.record.request.json";
    for (int i = 0; i < 3000; ++i) {
      if (!schemas.validate(path, right->root())) ++mistakes;
      const Status refused = schemas.validate(path, wrong->root());
      if (refused || refused.error().pointer != "/date") ++mistakes;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(check);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(mistakes, 0);
}

}  // namespace
}  // namespace homevisit::json
