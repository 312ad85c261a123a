// The catalogues: complete, with the same placeholders, without the words that the design never
// uses.
#include "text/catalogue.h"

#include <gtest/gtest.h>

#include <clocale>
#include <filesystem>
#include <fstream>
#include <locale>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace homevisit::text {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = fs::path(HV_SOURCE_DIR) / "plugin/src";

std::string read(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

std::vector<fs::path> files(const char* folder, const char* extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / folder))
    if (entry.path().extension() == extension) found.push_back(entry.path());
  return found;
}

// Adjacent string literals as one text.
std::string unquoted(const std::string& literals) {
  static const std::regex one(R"re("((?:[^"\\]|\\.)*)")re");
  std::string out;
  for (std::sregex_iterator it(literals.begin(), literals.end(), one), end; it != end; ++it)
    out += (*it)[1].str();
  for (std::size_t at; (at = out.find("\\\"")) != std::string::npos;) out.replace(at, 2, "\"");
  return out;
}

// Texts in templates, {{_..._}}, and in code: text("...") and msg("...") here and in the views,
// words.text("...") anywhere; labels and titles of entries.
std::set<std::string> texts_used() {
  std::set<std::string> used;
  static const std::regex in_template(R"re(\{\{_([\s\S]*?)_\}\})re");
  static const std::regex in_code(R"re(\b(?:text|msg)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
  const auto gather = [&](const std::string& source, const std::regex& form, bool quoted) {
    for (std::sregex_iterator it(source.begin(), source.end(), form), end; it != end; ++it)
      used.insert(quoted ? unquoted((*it)[1].str()) : (*it)[1].str());
  };
  for (const auto& path : files("views", ".tpl")) gather(read(path), in_template, false);
  for (const char* folder : {"views", "text"})
    for (const auto& path : files(folder, ".cc")) gather(read(path), in_code, true);
  static const std::regex elsewhere(R"re(\bwords_?\.text\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
  for (const auto& entry : fs::directory_iterator(kSource)) {
    if (!entry.is_directory()) continue;
    for (const auto& path : files(entry.path().filename().c_str(), ".cc"))
      gather(read(path), elsewhere, true);
  }
  // What colleagues read in the student's file: labels of lines, and titles that functions choose.
  static const std::regex in_entries(R"re((?:\bline\(|\breturn )("[A-Za-z][^"]*")[,;])re");
  gather(read(kSource / "sync/entry.cc"), in_entries, true);
  return used;
}

std::multiset<std::string> placeholders(const std::string& text) {
  static const std::regex form(R"re(\{\{?[A-Za-z_]+\}?\})re");
  std::multiset<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it)
    found.insert(it->str());
  return found;
}

// msgid to msgstr of a catalogue's source; the context, when any, before a "|".
std::map<std::string, std::string> entries(const char* language) {
  std::istringstream in(read(kSource / "text/catalogues" / (std::string(language) + ".po")));
  std::map<std::string, std::string> found;
  std::string line, context, id;
  for (; std::getline(in, line);) {
    const std::string text = unquoted(line);
    if (line.starts_with("msgctxt")) context = text + "|";
    if (line.starts_with("msgid \"")) id = text;
    if (line.starts_with("msgstr")) {
      found[context + id + (line.starts_with("msgstr[1]") ? "[1]" : "")] = text;
      if (!line.starts_with("msgstr[")) context.clear();
    }
  }
  found.erase("");
  return found;
}

TEST(Catalogue, EveryTextThatIsUsedHasADutchTranslation) {
  const auto dutch = entries("nl");
  const auto used = texts_used();
  ASSERT_GT(used.size(), 200U);
  for (const std::string& text : used) EXPECT_TRUE(dutch.contains(text)) << text;
}

TEST(Catalogue, ATranslationHasThePlaceholdersOfItsText) {
  for (const auto& [id, translation] : entries("nl")) {
    if (id.starts_with("error|")) continue;
    EXPECT_EQ(placeholders(id), placeholders(translation)) << id;
  }
}

TEST(Catalogue, NoTranslationIsEmpty) {
  for (const auto& [id, translation] : entries("nl")) EXPECT_NE(translation, "") << id;
}

// Codes of what a person at a form can get wrong.
TEST(Catalogue, EveryErrorOfTheRulesHasADutchSentence) {
  const auto dutch = entries("nl");
  static const std::regex code(
      R"re((?:\b(?:refuse|invalid)\(|HV_(?:INVALID_ARGUMENT|FAILED_PRECONDITION|NOT_FOUND|PERMISSION_DENIED),)\s*"([a-z_0-9]+)")re");
  std::size_t found = 0;
  for (const char* folder : {"domain", "access", "json"})
    for (const auto& path : files(folder, ".cc")) {
      const std::string source = read(path);
      for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it) {
        ++found;
        EXPECT_TRUE(dutch.contains("error|" + (*it)[1].str())) << (*it)[1].str();
      }
    }
  EXPECT_GT(found, 20U);
}

// What an administrator reads about the network, a secret, the log or a backup.
TEST(Catalogue, EveryErrorOfTheNetworkOfSigningOnAndOfBackupsHasADutchSentence) {
  const auto dutch = entries("nl");
  static const std::regex code(
      R"re((?:HV_[A-Z_]+,\s+|Failure::[a-z_]+, |\b(?:refuse|deny)\(\s*)"([a-z_0-9]+)")re");
  std::set<std::string> found;
  auto sources = files("http", ".cc");
  for (const auto& path : files("backup", ".cc")) sources.push_back(path);
  for (const auto& path : files("sign_on", ".cc")) sources.push_back(path);
  for (const auto& path : files("lti", ".cc")) sources.push_back(path);
  for (const char* file : {"base/log.cc", "crypto/jwk.cc", "crypto/jwt.cc", "journal/used_once.cc",
                           "operations/sign_on_operations.cc", "operations/lti_operations.cc",
                           "operations/lti_reach.cc", "operations/lti_setup_operations.cc"})
    sources.push_back(kSource / file);
  for (const auto& path : sources) {
    const std::string source = read(path);
    for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it)
      found.insert((*it)[1].str());
  }
  found.insert("log_not_opened");
  EXPECT_TRUE(found.contains("backup_running") && found.contains("http_not_sent") &&
              found.contains("http_key_open_to_others"));
  for (const std::string& one : found)
    EXPECT_TRUE(one == "no_memory" || dutch.contains("error|" + one)) << one;
}

// R1 and the column "Never" of the design's table of words.
TEST(Catalogue, NoTextUsesAWordThatTheDesignNeverUses_R1) {
  static const std::regex never(
      "inspectie|controle|toestemming verleend|geweigerd|weiger|refus|non-compliant|"
      "uitgesteld door ouder|alternatief|niet gereageerd|onbereikbaar|onwillig|niet verschenen|"
      "bevindingen|actiepunt|opvolging|armoede|probleem|failed to|unwilling|uninvolved|"
      "inspection|compliance|poverty|unreachable",
      std::regex::icase);
  for (const std::string& text : texts_used()) EXPECT_FALSE(std::regex_search(text, never)) << text;
  for (const char* language : {"nl", "en"})
    for (const auto& [id, translation] : entries(language))
      EXPECT_FALSE(std::regex_search(translation, never)) << translation;
  for (const auto& path : files("views", ".tpl"))
    EXPECT_FALSE(std::regex_search(read(path), never)) << path;
}

TEST(Catalogue, AnUnknownLanguageGivesEnglish) {
  EXPECT_EQ(Catalogue::of("tlh").text("Home visit"), "Home visit");
  EXPECT_EQ(Catalogue::of("nl").text("Home visit"), "Huisbezoek");
}

TEST(Catalogue, LeavesTheLocaleOfTheProcessAlone) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  (void)Catalogue::of("nl").text("Home visit");
  EXPECT_EQ(before, std::setlocale(LC_ALL, nullptr));
  EXPECT_EQ(std::locale(), std::locale::classic());
}

TEST(Catalogue, APlaceholderInAValueStaysAsItIs) {
  EXPECT_EQ(Catalogue::of("en").text("{first} and {last}", {{"first", "{last}"}, {"last", "B"}}),
            "{last} and B");
}

TEST(Catalogue, CountsInTheReadersLanguage) {
  EXPECT_EQ(Catalogue::of("nl").plural("{n} student", "{n} students", 1), "1 leerling");
  EXPECT_EQ(Catalogue::of("nl").plural("{n} student", "{n} students", 28), "28 leerlingen");
  EXPECT_EQ(Catalogue::of("en").plural("{n} student", "{n} students", 1), "1 student");
}

TEST(Catalogue, WritesDatesInWords) {
  const Date day{std::chrono::year{2026}, std::chrono::October, std::chrono::day{12}};
  EXPECT_EQ(Catalogue::of("nl").date(day), "12 oktober 2026");
  EXPECT_EQ(Catalogue::of("nl").short_date(day), "12 okt 2026");
  EXPECT_EQ(Catalogue::of("en").date(day), "12 October 2026");
}

TEST(Catalogue, AnErrorWithoutATranslationKeepsItsEnglish) {
  EXPECT_EQ(Catalogue::of("nl").error("no_such_code", "As it is."), "As it is.");
  EXPECT_EQ(Catalogue::of("nl").error("missing_field", "x"), "Vul dit nog in.");
}

TEST(Catalogue, NamesLanguagesAndKeepsCodesThatItDoesNotKnow) {
  EXPECT_EQ(Catalogue::of("nl").language_name("tr-TR"), "Turks");
  EXPECT_EQ(Catalogue::of("nl").language_name("xyz"), "xyz");
}

}  // namespace
}  // namespace homevisit::text
