// R10: words that label people instead of telling what was seen or said. They give a hint with a
// suggestion, never a refusal: who writes knows best.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/visit.h"

namespace homevisit {

// The first labelling word or phrase of a text, as it was written there; in Dutch and English, with
// their inflections, and never a part of another word.
std::optional<std::string> labelling_word(std::string_view text);

// R4: does a reason speak of concern, risk or problems?
bool speaks_of_concern(std::string_view text);

struct WordingHint {
  std::string word;     // as it was written
  std::string pointer;  // into the visit
};
// At most one for a field. What a parent or a pupil said is left as they said it.
std::vector<WordingHint> wording_hints(const Report& report);

}  // namespace homevisit
