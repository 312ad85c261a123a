// What a list means by "last contact" (domain/progress/last_contact.h), in words for whoever reads
// it.
#pragma once

#include <string>

#include "text/catalogue.h"

namespace homevisit::views {

inline std::string last_contact_words(const text::Catalogue& words) {
  return words.text(
      "Last contact: the last talk that took place, at home or elsewhere, the last answer, or the "
      "last time that somebody was spoken to, other than at the door.");
}

}  // namespace homevisit::views
