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
// What somebody said about that purpose, by the name of an AnswerKind or a PermissionStatus; `form`
// is an OtherForm, or "".
std::string said_words(std::string_view purpose, std::string_view said, std::string_view form,
                       const text::Catalogue& words);
// Whether it still holds, by the name of its state; `latest`: nothing was said about it since.
std::string standing_words(std::string_view state, bool latest, const text::Catalogue& words);

}  // namespace homevisit::views
