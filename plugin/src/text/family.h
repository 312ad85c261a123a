// The languages in which families read what is meant for them: those of the pages, and more whose
// catalogues hold only what families read. The pages themselves are never in one of these.
#pragma once

#include <span>
#include <string_view>

#include "text/catalogue.h"

namespace homevisit::text {

struct FamilyLanguage {
  std::string_view code;  // BCP 47, primary part
  bool checked = false;   // by a speaker; else what is in it says that it is a draft
  bool right_to_left = false;
};

std::span<const FamilyLanguage> family_languages();

// The one that a BCP 47 code means ("tr-TR" is Turkish); nullptr where there is none.
const FamilyLanguage* family_language(std::string_view code);

// [any] Its words; English for a language that is not among them.
const Catalogue& family_words(std::string_view code);

}  // namespace homevisit::text
