// Small questions about texts: encoding, dates, lists, ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/types.h"

namespace homevisit::local {

inline hv_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(hv_str text) {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
// Control characters other than tab and line ends.
bool has_control(std::string_view text);
// Names stand on one line: runs of blanks and line ends become one space.
std::string one_line(std::string_view text);
std::string_view trim(std::string_view text);
// ASCII only; the standards' words are.
bool same_word(std::string_view a, std::string_view b);

// "YYYY-MM-DD" of a date that exists; also takes a time or zone behind it (xs:date, ISO 8601) and
// cuts that off. Nothing where it is no date.
std::optional<std::string> calendar_date(std::string_view text);
// The UTC date of milliseconds since 1970.
std::string date_of_ms(std::int64_t ms);

// Parts between separators, trimmed, without the empty ones.
std::vector<std::string_view> split_list(std::string_view text, char separator);
// "%3A" becomes ":"; a "%" that no two hex digits follow stays.
std::string percent_decode(std::string_view text);
bool is_language_tag(std::string_view text);

// An id for use in a message: 'id', or "?" where it looks more like a text than an id, since a
// shifted column can bring a name to its place.
std::string shown_id(std::string_view id);

}  // namespace homevisit::local
