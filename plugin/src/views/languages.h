// The row of languages above a text that families read: choosing another one, and being told where
// there is no text in the one that was asked for.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/family.h"
#include "views/sheet.h"

namespace homevisit::views {

// Under its name in the reader's language; what no speaker has checked is said to be a draft.
// `href`: "" for the one that is shown.
LanguageChoice language_choice(const text::Catalogue& words, std::string_view code, bool checked,
                               std::string href);

// "Nederlands", "English": the pages' own languages, as they are called in themselves.
std::string own_name(std::string_view code);

// All in which families read, or those alone that a speaker has checked. `link`: to the same text
// in a language.
std::vector<LanguageChoice> family_choices(
    const text::Catalogue& words, const text::FamilyLanguage& shown, bool drafts_too,
    const std::function<std::string(std::string_view code)>& link);

// "There is no text in Somali yet. This is the one in Dutch."
std::string no_text_words(const text::Catalogue& words, std::string_view asked,
                          std::string_view shown);

// On the paper itself, in its own language.
const char* draft_for_families();
// For whoever hands it out.
std::string draft_words(const text::Catalogue& words, std::string_view language);

}  // namespace homevisit::views
