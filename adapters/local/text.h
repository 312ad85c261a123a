// What this adapter asks of texts: the SDK's questions, and two that only files raise.
#pragma once

#include <string_view>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/text.h"
#include "homevisit/sdk/words.h"

namespace homevisit::local {

using sdk::calendar_date;
using sdk::date_of_ms;
using sdk::is_language_tag;
using sdk::one_line;
using sdk::percent_decode;
using sdk::same_word;
using sdk::shown_id;
using sdk::split_list;
using sdk::str;
using sdk::trim;
using sdk::view;

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
inline bool is_utf8(std::string_view text) {
  return sdk::find_invalid_utf8(text) == std::string_view::npos;
}
// Control characters other than tab and line ends.
inline bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && !sdk::is_blank(c)) || u == 0x7F;
  });
}

}  // namespace homevisit::local
