#include "views/languages.h"

#include "text/msg.h"

namespace homevisit::views {

LanguageChoice language_choice(const text::Catalogue& words, std::string_view code, bool checked,
                               std::string href) {
  const std::string name = words.language_name(code);
  return {checked ? name : words.text("{language} (draft)", {{"language", name}}), std::move(href)};
}

std::string own_name(std::string_view code) {
  return text::Catalogue::of(code).language_name(code);
}

std::vector<LanguageChoice> family_choices(
    const text::Catalogue& words, const text::FamilyLanguage& shown, bool drafts_too,
    const std::function<std::string(std::string_view code)>& link) {
  std::vector<LanguageChoice> choices;
  for (const text::FamilyLanguage& language : text::family_languages())
    if (language.checked || drafts_too)
      choices.push_back(
          language_choice(words, language.code, language.checked,
                          language.code == shown.code ? std::string() : link(language.code)));
  return choices;
}

std::string no_text_words(const text::Catalogue& words, std::string_view asked,
                          std::string_view shown) {
  return words.text("There is no text in {asked} yet. This is the one in {shown}.",
                    {{"asked", words.language_name(asked)}, {"shown", words.language_name(shown)}});
}

const char* draft_for_families() {
  return text::msg("This text is a draft. A speaker of the language still checks it.");
}

std::string draft_words(const text::Catalogue& words, std::string_view language) {
  return words.text("The text in {language} is a draft: ask a speaker to check it first.",
                    {{"language", words.language_name(language)}});
}

}  // namespace homevisit::views
