// Which of our languages a browser asks for.
#pragma once

#include <string>
#include <string_view>

namespace homevisit::app {

// "nl" or "en": the one with the highest weight in Accept-Language (RFC 9110, 12.5.4); "" when it
// names neither.
std::string wanted_language(std::string_view accept_language);

}  // namespace homevisit::app
