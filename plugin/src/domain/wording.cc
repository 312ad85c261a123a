#include "domain/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace homevisit {
namespace {

// One phrase a line: its words one after another, each in the forms that it may have. Small on
// purpose; what it does not know it lets pass.
constexpr std::array kLabels = {
    "onwillig|onwillige|onwilliger|onwilligheid",
    "weigerachtig|weigerachtige",
    "ongeinteresseerd|ongeinteresseerde|ongeinteresseerdheid|desinteresse",
    "niet|weinig geinteresseerd",
    "geen|nul interesse",
    "onbetrokken|onbetrokkenheid",
    "niet|weinig|nauwelijks betrokken",
    "ongemotiveerd|ongemotiveerde",
    "niet|weinig|nauwelijks gemotiveerd",
    "onverschillig|onverschillige|onverschilligheid",
    "passief|passieve|passiviteit",
    "laks|lakse|laksheid",
    "luie|luiheid",
    "is|zijn|was|waren|te lui",
    "moeilijk|moeilijke|lastig|lastige|vervelend|vervelende|zwak|zwakke|raar|rare "
    "gezin|gezinnen|ouder|ouders|moeder|vader|familie|families",
    "probleemgezin|probleemgezinnen|probleemouder|probleemouders|achterstandsgezin",
    "asociaal|asociale|aso",
    "achterlijk|achterlijke",
    "dysfunctioneel|dysfunctionele",
    "kansarm|kansarme",
    "slecht|slechte opvoeding|ouder|ouders|moeder|vader",
    "unwilling|unwillingness",
    "uninvolved|disengaged",
    "not|hardly|barely involved|engaged",
    "uninterested|disinterested",
    "not|hardly|barely interested",
    "no|zero interest",
    "unmotivated",
    "not|hardly|barely motivated",
    "indifferent|indifference",
    "passive|passivity",
    "lazy|laziness",
    "hostile|hostility",
    "uncooperative|noncompliant",
    "non compliant",
    "hard|difficult to reach",
    "difficult|problem|troubled|dysfunctional|weird "
    "family|families|parent|parents|mother|father|home",
    "bad|poor parenting|parent|parents|mother|father|upbringing",
};

constexpr std::array kConcern = {
    "zorg|zorgen|zorgelijk|zorgelijke|zorgleerling|zorgleerlingen|zorggezin|zorggezinnen|bezorgd",
    "risico|risicos|risicogezin|risicogezinnen|risicoleerling|risicoleerlingen",
    "probleem|problemen|achterstand|achterstanden|verzuim",
    "concern|concerns|concerned|concerning|worry|worries|worried|worrying",
    "risk|risks|problem|problems|troubled|absence|absences|truancy",
};

// May stand between the words of a phrase.
constexpr std::array<std::string_view, 11> kBetween = {
    "erg", "zo", "heel", "echt", "zeer", "very", "really", "so", "too", "at", "all"};

struct Word {
  std::string plain;  // small letters without marks
  std::size_t begin = 0, end = 0;
};

// Small letter without its mark, of the letters that Dutch and English use; 0: no letter at all.
// What has another writing is a letter like any other, and meets nothing in the list.
std::uint32_t plain_letter(std::uint32_t code) {
  if (code >= 'A' && code <= 'Z') return code + 32;
  if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ? code : 0;
  if (code >= 0xC0 && code <= 0xDE) code += 32;
  if (code >= 0xE0 && code <= 0xE5) return 'a';
  if (code == 0xE7) return 'c';
  if (code >= 0xE8 && code <= 0xEB) return 'e';
  if (code >= 0xEC && code <= 0xEF) return 'i';
  if (code >= 0xF2 && code <= 0xF6) return 'o';
  if (code >= 0xF9 && code <= 0xFC) return 'u';
  const bool sign = code < 0xC0 || (code >= 0x2000 && code <= 0x206F) || code == 0x3000;
  return sign ? 0 : code;
}

bool is_mark(std::uint32_t code) { return code >= 0x300 && code <= 0x36F; }

// REQUIRES: `text` is UTF-8.
std::uint32_t code_at(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const std::uint8_t lead = byte(at++);
  if (lead < 0xC0) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  std::uint32_t code = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) code = code << 6 | (byte(at++) & 0x3Fu);
  return code;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const std::uint32_t code = code_at(text, at);
    if (inside && is_mark(code)) {
      words.back().end = at;
      continue;
    }
    const std::uint32_t letter = plain_letter(code);
    if (letter == 0) {
      inside = false;
      continue;
    }
    if (!inside) words.push_back({"", begin, begin});
    inside = true;
    words.back().plain += letter < 0x80 ? static_cast<char>(letter) : '?';
    words.back().end = std::min(at, text.size());
  }
  return words;
}

bool is_one_of(std::string_view word, std::string_view forms) {
  while (!forms.empty()) {
    const auto end = std::min(forms.find('|'), forms.size());
    if (forms.substr(0, end) == word) return true;
    forms.remove_prefix(std::min(end + 1, forms.size()));
  }
  return false;
}

// The number of words from `first` on that make the phrase; 0: they do not.
std::size_t length_of(std::string_view phrase, const std::vector<Word>& words, std::size_t first) {
  std::size_t at = first;
  while (!phrase.empty()) {
    const auto end = std::min(phrase.find(' '), phrase.size());
    while (at > first && at < words.size() &&
           std::find(kBetween.begin(), kBetween.end(), words[at].plain) != kBetween.end())
      ++at;
    if (at >= words.size() || !is_one_of(words[at].plain, phrase.substr(0, end))) return 0;
    ++at;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return at - first;
}

}  // namespace

std::optional<std::string> labelling_word(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i)
    for (const std::string_view phrase : kLabels)
      if (const std::size_t length = length_of(phrase, words, i); length > 0) {
        const std::size_t begin = words[i].begin;
        return std::string(text.substr(begin, words[i + length - 1].end - begin));
      }
  return std::nullopt;
}

bool speaks_of_concern(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return std::any_of(kConcern.begin(), kConcern.end(),
                       [&](std::string_view forms) { return is_one_of(word.plain, forms); });
  });
}

std::vector<WordingHint> wording_hints(const Report& report) {
  std::vector<WordingHint> hints;
  const auto look = [&](std::string_view text, std::string pointer) {
    if (auto word = labelling_word(text)) hints.push_back({std::move(*word), std::move(pointer)});
  };
  look(report.goes_well, "/report/goes_well");
  for (std::size_t i = 0; i < report.key_points.size(); ++i)
    look(report.key_points[i], fmt::format("/report/key_points/{}", i));
  for (std::size_t i = 0; i < report.notes.size(); ++i)
    if (report.notes[i].voice == Voice::school || report.notes[i].voice == Voice::seen)
      look(report.notes[i].text, fmt::format("/report/notes/{}/text", i));
  for (std::size_t i = 0; i < report.needs.size(); ++i)
    look(report.needs[i].observation, fmt::format("/report/needs/{}/observation", i));
  for (std::size_t i = 0; i < report.agreements.size(); ++i)
    look(report.agreements[i].what, fmt::format("/report/agreements/{}/what", i));
  for (std::size_t i = 0; i < report.parked.size(); ++i)
    look(report.parked[i].what, fmt::format("/report/parked/{}/what", i));
  return hints;
}

}  // namespace homevisit
