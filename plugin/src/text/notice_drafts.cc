#include "text/notice_drafts.h"

#include <map>

#include "base/embedded.h"

namespace homevisit::text {
namespace {

struct Draft {
  std::string title;
  std::map<school::Section, std::string> headings, texts;
};

// "= Title", then "[section] Heading" and its paragraphs, a line each.
Draft read_draft(std::string_view file) {
  Draft draft;
  std::string* text = nullptr;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    const std::size_t bracket = line.find("] ");
    if (line.starts_with("= ")) {
      draft.title = line.substr(2);
    } else if (line.starts_with("[") && bracket != std::string_view::npos) {
      const auto section = from_name<school::Section>(line.substr(1, bracket - 1));
      if (!section) continue;
      draft.headings[*section] = line.substr(bracket + 2);
      text = &draft.texts[*section];
    } else if (!line.empty() && text != nullptr) {
      if (!text->empty()) *text += '\n';
      text->append(line);
    }
  }
  return draft;
}

// By "nl.parents".
const std::map<std::string, Draft, std::less<>>& drafts() {
  static const std::map<std::string, Draft, std::less<>> all = [] {
    std::map<std::string, Draft, std::less<>> read;
    for (const embedded::File& file : embedded::notices())
      read.emplace(file.path.substr(0, file.path.rfind('.')), read_draft(file.text));
    return read;
  }();
  return all;
}

const Draft* find_draft(std::string_view language, school::Audience audience) {
  const std::string name =
      std::string(language.substr(0, language.find('-'))) + "." + std::string(to_name(audience));
  const auto found = drafts().find(name);
  return found == drafts().end() ? nullptr : &found->second;
}

std::string filled_in(std::string text, const NoticeFacts& facts) {
  const std::pair<std::string_view, std::string> places[] = {
      {"{contact}", facts.contact},
      {"{how}", facts.how},
      {"{minutes}", std::to_string(facts.minutes)}};
  for (const auto& [place, value] : places)
    for (std::size_t at = text.find(place); at != std::string::npos;
         at = text.find(place, at + value.size()))
      text.replace(at, place.size(), value);
  return text;
}

}  // namespace

const std::vector<std::string>& draft_languages() {
  static const std::vector<std::string> languages = {"nl", "en", "tr", "ar", "pl", "uk"};
  return languages;
}

std::optional<school::NoticeText> notice_draft(std::string_view language, school::Audience audience,
                                               const NoticeFacts& facts) {
  const Draft* const draft = find_draft(language, audience);
  if (draft == nullptr) return std::nullopt;
  school::NoticeText text;
  text.language = language.substr(0, language.find('-'));
  text.audience = audience;
  text.title = draft->title;
  text.checked_by_speaker = text.language == "nl" || text.language == "en";
  for (const auto& [section, words] : draft->texts)
    text.sections.push_back({section, filled_in(words, facts)});
  return text;
}

std::string section_heading(std::string_view language, school::Audience audience,
                            school::Section section) {
  const Draft* draft = find_draft(language, audience);
  if (draft == nullptr) draft = find_draft("en", audience);
  const auto found = draft->headings.find(section);
  return found == draft->headings.end() ? std::string() : found->second;
}

}  // namespace homevisit::text
