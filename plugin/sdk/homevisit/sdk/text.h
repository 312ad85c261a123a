// Texts between the C interface and C++.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "homevisit/types.h"

namespace homevisit::sdk {

inline std::string_view view(hv_str text) {
  return text.data == nullptr ? std::string_view{} : std::string_view{text.data, text.size};
}
// Borrowed: valid as long as what it was made from.
inline hv_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string text(hv_str in) { return std::string(view(in)); }

// The longest beginning of at most `most` bytes that does not cut a UTF-8 character in two.
inline std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t size = most;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// Into a char array of a C struct, with its zero byte, cut where it is too long.
template <std::size_t N>
void copy(std::string_view from, char (&to)[N]) {
  const std::string_view fits = cut(from, N - 1);
  std::memcpy(to, fits.data(), fits.size());
  to[fits.size()] = '\0';
}

// Offset of the first byte that is not UTF-8 as RFC 3629 has it (no overlong forms, no surrogates,
// nothing above U+10FFFF), or npos when all is well.
inline std::size_t find_invalid_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t n = text.size();
  std::size_t i = 0;
  while (i < n) {
    // Eight bytes of ASCII at once: nearly all of every answer.
    std::uint64_t word = 0;
    while (i + 8 <= n && (std::memcpy(&word, p + i, 8), (word & 0x8080808080808080ull) == 0))
      i += 8;
    if (i >= n) break;
    const unsigned char lead = p[i];
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t follow = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || i + follow >= n) return i;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[i + 1] < least || p[i + 1] > most) return i;
    for (std::size_t k = 2; k <= follow; ++k)
      if ((p[i + k] & 0xC0) != 0x80) return i;
    i += follow + 1;
  }
  return std::string_view::npos;
}

inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace homevisit::sdk
