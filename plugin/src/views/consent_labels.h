// What the values of consent and permission are called on screen, as English texts for the
// catalogue. All states of a guardian are said in the same tone (R1).
#pragma once

#include <string>
#include <string_view>

#include "domain/consent.h"
#include "domain/permission.h"
#include "text/catalogue.h"

namespace homevisit::views {

const char* label(ConsentState);
const char* label(Renewal);
const char* label(DataPurpose);
const char* label(LegalGround);
const char* label(PermissionStatus);
const char* label(QuestionKind);

// "Home visit" or one of the purposes, by its name.
std::string purpose_words(std::string_view purpose, const text::Catalogue& words);
// A state of that purpose, by its name.
std::string said_words(std::string_view purpose, std::string_view state,
                       const text::Catalogue& words);

}  // namespace homevisit::views
