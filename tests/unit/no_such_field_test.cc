// What a report must not be able to hold has no field, no value and no place in a form: grades and
// absence, scores and ranks, where a family comes from, what it believes or earns, how its home is
// kept.
// Requirements: R11, R24, R63, R70.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "base/embedded.h"
#include "json/json.h"
#include "views_sample.h"

namespace homevisit {
namespace {

namespace fs = std::filesystem;

const std::set<std::string>& never() {
  static const std::set<std::string> words{
      "grade",      "grades",  "cijfer",      "cijfers",  "absence",     "absences", "absent",
      "attendance", "truancy", "verzuim",     "score",    "scores",      "ranking",  "ethnicity",
      "ethnic",     "race",    "nationality", "religion", "religious",   "faith",    "income",
      "poverty",    "wealth",  "inkomen",     "hygiene",  "cleanliness", "tidiness", "checklist",
      "housing",    "iq",      "herkomst",    "geloof",   "armoede",     "risk"};
  return words;
}

// "involvement_score" and "InvolvementScore" are "involvement" and "score".
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  char before = ' ';
  for (const char c : name) {
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    const bool begins = letter && std::isupper(static_cast<unsigned char>(c)) != 0 &&
                        std::islower(static_cast<unsigned char>(before)) != 0;
    if (!letter || begins) words.emplace_back();
    if (letter) words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    before = c;
  }
  return words;
}

void expect_fine(const std::string& name, const std::string& where, std::size_t& looked_at) {
  ++looked_at;
  for (const std::string& word : words_of(name))
    EXPECT_FALSE(never().contains(word)) << name << " in " << where;
}

json::Document parsed(std::string_view path) {
  for (const auto& file : embedded::schemas())
    if (file.path == path) return *json::Document::parse(file.text);
  ADD_FAILURE() << path;
  return *json::Document::parse("{}");
}

// Names of members and the values that may be chosen, all the way down and through definitions.
class Walk {
 public:
  void look(json::Value node, const std::string& where) {
    node["properties"].each_member([&](std::string_view key, json::Value property) {
      expect_fine(std::string(key), where, looked_at);
      look(property, where + "/" + std::string(key));
    });
    const json::Value values = node["enum"];
    for (std::size_t i = 0; i < values.size(); ++i)
      expect_fine(std::string(values.at(i).text()), where, looked_at);
    for (const char* list : {"anyOf", "oneOf", "allOf"})
      for (std::size_t i = 0; i < node[list].size(); ++i) look(node[list].at(i), where);
    if (node["items"].is_object()) look(node["items"], where + "/items");
    const std::string to(node["$ref"].text());
    if (!to.empty()) definition(to.substr(to.rfind('/') + 1));
  }
  void definition(const std::string& name) {
    if (!seen_.insert(name).second) return;
    look(definitions_.root()["definitions"][name], name);
  }

  std::size_t looked_at = 0;

 private:
  json::Document definitions_ = parsed("definitions.json");
  std::set<std::string> seen_;
};

// Of everything that is about one student.
TEST(NoSuchField, InNoSchemaAboutAStudent_R11_R24_R63_R70) {
  Walk walk;
  for (const char* name : {"report", "visit", "note", "agreement", "student", "person"})
    walk.definition(name);
  std::size_t files = 0;
  for (const auto& file : embedded::schemas()) {
    std::string path(file.path);
    const auto schema = json::Document::parse(file.text);
    ASSERT_TRUE(schema) << path;
    if (!schema->root()["properties"]["student"].exists()) continue;
    ++files;
    walk.look(schema->root(), path);
    if (const auto at = path.find(".request."); at != std::string::npos)
      walk.look(parsed(path.replace(at, 9, ".response.")).root(), path);
  }
  walk.look(parsed("record.json").root(), "record.json");
  EXPECT_GT(files, 30U);
  EXPECT_GT(walk.looked_at, 600U);
}

// What goes in says what it knows and refuses the rest, at every level.
void expect_closed(json::Value node, const std::string& where, std::size_t& looked_at) {
  if (node["properties"].exists() || node["type"].text() == "object") {
    ++looked_at;
    const auto open = node["additionalProperties"].boolean();
    EXPECT_TRUE(open && !*open) << where;
  }
  node["properties"].each_member([&](std::string_view key, json::Value property) {
    expect_closed(property, where + "/" + std::string(key), looked_at);
  });
  node["definitions"].each_member([&](std::string_view key, json::Value definition) {
    expect_closed(definition, where + "/" + std::string(key), looked_at);
  });
  if (node["items"].is_object()) expect_closed(node["items"], where + "/items", looked_at);
}

TEST(NoSuchField, NothingUnknownIsTaken_R11_R63) {
  std::size_t looked_at = 0;
  for (const auto& file : embedded::schemas()) {
    const std::string path(file.path);
    if (path.find(".request.") == std::string::npos && path != "definitions.json" &&
        path != "actor.json" && !path.starts_with("views/"))
      continue;
    const auto schema = json::Document::parse(file.text);
    const json::Value root = schema->root();
    if (path == "definitions.json") {
      root["definitions"].each_member([&](std::string_view key, json::Value definition) {
        expect_closed(definition, std::string(key), looked_at);
      });
    } else {
      expect_closed(root, path, looked_at);
    }
  }
  EXPECT_GT(looked_at, 100U);
}

// Members, enums and their values in the headers of what is recorded about students, without their
// comments. What the school decides and evaluates for itself stands in folders below.
TEST(NoSuchField, InNoTypeOfTheDomain_R11_R24_R63_R70) {
  std::size_t looked_at = 0;
  static const std::regex comment("//[^\n]*"), name("[A-Za-z_][A-Za-z0-9_]*");
  for (const auto& entry : fs::directory_iterator(fs::path(HV_SOURCE_DIR) / "plugin/src/domain")) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string code = std::regex_replace(text, comment, "");
    for (std::sregex_iterator it(code.begin(), code.end(), name), end; it != end; ++it)
      expect_fine(it->str(), entry.path().filename(), looked_at);
  }
  EXPECT_GT(looked_at, 2000U);
}

TEST(NoSuchField, InNoForm_R63_R70) {
  const StudentFile file = views::sample_file();
  const History history = views::sample_history();
  const views::Frame frame = views::sample_frame();
  views::FormModel model;
  model.file = &file;
  model.history = &history;
  model.may_write_care = model.may_write_confidential = true;
  model.guardian = "g1";
  std::size_t looked_at = 0;
  static const std::regex field("(?:name|value)=\"([^\"]*)\"");
  for (const std::string& html : {views::visit_form(frame, model), views::answer_form(frame, model),
                                  views::guardian_form(frame, model)})
    for (std::sregex_iterator it(html.begin(), html.end(), field), end; it != end; ++it)
      expect_fine((*it)[1].str(), "a form", looked_at);
  EXPECT_GT(looked_at, 200U);
}

TEST(NoSuchField, TheTestItselfSeesThem) {
  for (const char* name :
       {"involvement_score", "InvolvementScore", "/report/grades", "home-hygiene"}) {
    bool found = false;
    for (const std::string& word : words_of(name)) found = found || never().contains(word);
    EXPECT_TRUE(found) << name;
  }
}

}  // namespace
}  // namespace homevisit
