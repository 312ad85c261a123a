// The schemas themselves, and the documents beside them that are right or wrong by one rule each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/embedded.h"
#include "host.h"
#include "json/schema.h"

namespace host_test {
namespace {

const std::filesystem::path root = HV_SOURCE_DIR "/schemas/v1";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> files_in(const char* folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(root / folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

const json::SchemaSet& schemas() {
  static const json::SchemaSet set(homevisit::embedded::schemas());
  return set;
}

homevisit::Status check(const char* folder, const std::string& file, const std::string& schema) {
  const auto document = json::Document::parse(read(root / folder / file));
  EXPECT_TRUE(document.has_value()) << file;
  return schemas().validate("operations/" + schema, document->root());
}

std::string test_name(const testing::TestParamInfo<std::string>& test) {
  std::string name = test.param.substr(0, test.param.size() - 5);
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

class ExampleTest : public testing::TestWithParam<std::string> {};
TEST_P(ExampleTest, IsValid) {
  const auto status = check("examples", GetParam(), GetParam());
  EXPECT_TRUE(status.ok()) << status.error().pointer << ": " << status.error().message;
}
INSTANTIATE_TEST_SUITE_P(Examples, ExampleTest, testing::ValuesIn(files_in("examples")), test_name);

// The schema of OPERATION.request.RULE.json or OPERATION.response.RULE.json.
std::string schema_of(const std::string& file) {
  for (const char* kind : {".request.", ".response."})
    if (const auto at = file.find(kind); at != std::string::npos)
      return file.substr(0, at) + kind + "json";
  return "";
}

class InvalidTest : public testing::TestWithParam<std::string> {};
TEST_P(InvalidTest, IsRefused) {
  const std::string file = GetParam(), schema = schema_of(file);
  ASSERT_TRUE(schemas().has("operations/" + schema)) << file;
  EXPECT_FALSE(check("invalid", file, schema).ok());
}
INSTANTIATE_TEST_SUITE_P(Rules, InvalidTest, testing::ValuesIn(files_in("invalid")), test_name);

std::vector<std::string> listed_operations() {
  const auto list = json::Document::parse(read(root / "operations.json"));
  std::vector<std::string> names;
  const json::Value operations = list->root()["operations"];
  for (std::size_t i = 0; i < operations.size(); ++i)
    names.emplace_back(operations.at(i)["name"].text());
  return names;
}

TEST(SchemaFilesTest, EveryOperationHasBothSchemasAndAnExampleAndNoneIsLeftOver) {
  std::vector<std::string> expected;
  const std::vector<std::string> examples = files_in("examples");
  for (const std::string& name : listed_operations()) {
    expected.push_back(name + ".request.json");
    expected.push_back(name + ".response.json");
    EXPECT_THAT(examples, testing::Contains(name + ".request.json"));
  }
  EXPECT_THAT(files_in("operations"), testing::UnorderedElementsAreArray(expected));
}

// Every object of a request says what it knows and refuses the rest.
void expect_closed(json::Value node, const std::string& place) {
  if (node["type"].text() == "object") {
    const auto open = node["additionalProperties"].boolean();
    EXPECT_TRUE(open.has_value() && !*open) << place;
  }
  node["properties"].each_member([&](std::string_view key, json::Value property) {
    expect_closed(property, place + "/" + std::string(key));
  });
  if (node["items"].exists()) expect_closed(node["items"], place + "/items");
}

class RequestSchemaTest : public testing::TestWithParam<std::string> {};
TEST_P(RequestSchemaTest, IsDraft04AndClosedAtAllLevels) {
  const auto schema = json::Document::parse(read(root / "operations" / GetParam()));
  ASSERT_TRUE(schema.has_value());
  EXPECT_EQ(schema->root()["$schema"].text(), "http://json-schema.org/draft-04/schema#");
  if (GetParam().find(".request.") != std::string::npos) expect_closed(schema->root(), "");
}
INSTANTIATE_TEST_SUITE_P(Operations, RequestSchemaTest, testing::ValuesIn(files_in("operations")),
                         test_name);

TEST(SchemaFilesTest, EveryDefinitionIsClosed) {
  const auto schema = json::Document::parse(read(root / "definitions.json"));
  schema->root()["definitions"].each_member(
      [](std::string_view name, json::Value node) { expect_closed(node, std::string(name)); });
}

// What is described can be called: an operation that is listed and not made would be unknown.
// RapidJSON 1.1.0 writes beyond its memory where a value fits a pattern and is no leaf: a
// configuration with secrets ended the program.
TEST(SchemaFilesTest, NoneUsesPatternProperties) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".json") {
      EXPECT_EQ(read(entry.path()).find("\"patternProperties\""), std::string::npos)
          << entry.path();
    }
  }
}

TEST(SchemaFilesTest, AConfigurationMayNameSecrets) {
  const auto validate = [](const char* secrets) {
    const auto document = json::Document::parse(
        std::string(R"({"journal":"j","key":{"file":"k"},"adapter":{"name":"local"},"secrets":)") +
        secrets + "}");
    return schemas().validate("config.json", document->root());
  };
  EXPECT_TRUE(validate(R"({"sis":{"file":"sis.secret"},"ods":{"environment":"ODS"}})").ok());
  EXPECT_FALSE(validate(R"({"sis":{"file":"sis.secret","environment":"SIS"}})").ok());
  EXPECT_FALSE(validate(R"({"sis":"the secret itself"})").ok());
}

TEST(SchemaFilesTest, ExactlyTheListedOperationsAreThere) {
  Folder folder;
  Host host(config_in(folder));
  const Reply described = host.call(it, "describe", "{}");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < described["operations"].size(); ++i) {
    names.emplace_back(described["operations"].at(i)["name"].text());
    EXPECT_NE(host.call(it, names.back(), R"({"unheard_of":1})").code(), "unknown_operation");
  }
  EXPECT_EQ(names, listed_operations());
}

}  // namespace
}  // namespace host_test
