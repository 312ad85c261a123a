// Descriptors: Ed-Fi's controlled vocabularies, "uri://ed-fi.org/GradeLevelDescriptor#First grade".
#pragma once

#include <string>
#include <string_view>

#include "homevisit/sdk/json.h"

namespace homevisit::edfi {

// "First grade"; a text without "#" as it is.
std::string_view code_of(std::string_view descriptor);

// The grade as a school says it: "1" for "First grade", "K" for "Kindergarten"; else the code.
std::string grade_of(std::string_view descriptor);

// "Foster parent", "Father's civil partner" for "FathersCivilPartner"; else the code.
std::string relation_of(std::string_view descriptor);

// BCP 47 of ISO 639 codes of two or three letters (both kinds of three) and of a few English
// names; "" for anything else and for "undetermined".
std::string language_of(std::string_view descriptor);

// The language to talk in, from a person's `languages`: spoken, then for letters, at home,
// dominant. What is only the native language says where somebody comes from, and is not used.
std::string spoken_language(const sdk::Value& languages);

// Whether any of the addresses is not to be made known; unknown where none says it.
hv_ternary secret_address(const sdk::Value& addresses);

}  // namespace homevisit::edfi
