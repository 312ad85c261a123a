// The Link header (RFC 8288).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

namespace detail {

// Takes a token or a quoted string from the front of `rest`.
inline std::string take_value(std::string_view& rest) {
  std::string value;
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() != '"') {
      if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
      value += rest.front();
      rest.remove_prefix(1);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    return value;
  }
  const std::size_t end = std::min(rest.find_first_of(",; \t"), rest.size());
  value = rest.substr(0, end);
  rest.remove_prefix(end);
  return value;
}

inline bool has_word(std::string_view words, std::string_view wanted) {
  const std::string text = lower(words);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    if (std::string_view(text).substr(at, end - at) == wanted) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace detail

// The target of the first link with this relation ("next"); nothing where there is none or the
// header is malformed before it.
inline std::optional<std::string> find_link(std::string_view header, std::string_view relation) {
  std::string_view rest = header;
  while (true) {
    while (!rest.empty() && (rest.front() == ',' || rest.front() == ' ' || rest.front() == '\t'))
      rest.remove_prefix(1);
    if (!rest.starts_with('<')) return std::nullopt;
    const std::size_t end = rest.find('>');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string target(trimmed(rest.substr(1, end - 1)));
    rest.remove_prefix(end + 1);
    bool matches = false, relation_seen = false;
    for (rest = trimmed(rest); rest.starts_with(';'); rest = trimmed(rest)) {
      rest = trimmed(rest.substr(1));
      const std::size_t name_end = std::min(rest.find_first_of("=,; \t"), rest.size());
      const std::string name = lower(rest.substr(0, name_end));
      rest = trimmed(rest.substr(name_end));
      std::string value;
      if (rest.starts_with('=')) {
        rest = trimmed(rest.substr(1));
        value = detail::take_value(rest);
      }
      // RFC 8288, 3.3: only the first "rel" of a link counts.
      if (name == "rel" && !relation_seen) {
        relation_seen = true;
        matches = detail::has_word(value, relation);
      }
    }
    if (matches) return target;
    if (!rest.starts_with(',')) return std::nullopt;
  }
}

}  // namespace homevisit::sdk
