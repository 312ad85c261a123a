#include "commands/agreement_text.h"

#include <regex>
#include <utility>

namespace homevisit::app {

std::optional<AgreementText> parse_agreement(const std::string& text) {
  static const std::regex form(
      R"(\s*([a-z]+)\s*:\s*([^]*?)\s*(?:\((?:by|voor|uiterlijk)\s+([0-9]{4}-[0-9]{2}-[0-9]{2})\)\s*)?)");
  static constexpr std::pair<const char*, const char*> kWho[] = {
      {"school", "school"}, {"parent", "parent"},  {"pupil", "pupil"}, {"other", "other"},
      {"ouder", "parent"},  {"leerling", "pupil"}, {"ander", "other"}};
  // std::regex recurses for each character; an agreement is a sentence, not a book.
  if (text.size() > 2000) return std::nullopt;
  std::smatch parts;
  if (!std::regex_match(text, parts, form) || parts[2].length() == 0) return std::nullopt;
  for (const auto& [word, who] : kWho) {
    if (parts[1] == word) return AgreementText{who, parts[2], parts[3]};
  }
  return std::nullopt;
}

}  // namespace homevisit::app
