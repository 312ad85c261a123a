// Percent-encoding and form bodies (WHATWG URL, "application/x-www-form-urlencoded").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/message.h"

namespace homevisit::app {

// Nothing when an escape is broken or the text would hold a zero byte.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space = false);

// Everything but letters, digits and "-._~" is escaped: safe as one path segment or query value.
std::string percent_encoded(std::string_view text);

// Names and values in their order. Nothing when an escape is broken or there are more than `most`.
std::optional<Pairs> form_fields(std::string_view body, std::size_t most);

// The first value of that name; "" without one.
std::string value_of(const Pairs& fields, std::string_view name);

// Text for HTML content and for attributes in double quotes.
std::string escaped(std::string_view text);

// A path of this site to go to: never another site ("//evil.example", "/\evil.example"), nothing
// that a browser or a header could read otherwise.
bool is_own_path(std::string_view path);

}  // namespace homevisit::app
