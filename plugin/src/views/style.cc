#include "views/style.h"

#include <cctype>

namespace homevisit::views {
namespace {

// As specific as four ids, and true of everything: no element has one.
constexpr std::string_view before_all = ":not(#_#_#_#_)";
constexpr std::string_view root = ".homevisit";

// `all` leaves out the direction, which the fragment says by an attribute, and custom properties.
constexpr std::string_view root_from_the_beginning =
    "{all:initial!important;display:block!important;color-scheme:inherit!important;"
    "--hv-unit:clamp(15px,1rem,40px)!important;}";
constexpr std::string_view parts[] = {
    "", "::before", "::after", "::first-letter", "::first-line", "::placeholder", "::marker"};

// One rule for each part: a browser drops a whole rule in which it does not know a part.
std::string from_the_beginning() {
  const std::string here = std::string(root).append(before_all);
  std::string out = here + std::string(root_from_the_beginning);
  for (const std::string_view part : parts) {
    if (!part.empty()) out.append(here).append(part).append(",");
    out.append(here).append(" *").append(part).append("{all:revert!important;}");
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '#' || c == '-' || c == '_';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_comments(std::string_view style) {
  std::string out;
  while (true) {
    const auto begin = style.find("/*");
    out += style.substr(0, begin);
    if (begin == style.npos) return out;
    const auto end = style.find("*/", begin + 2);
    if (end == style.npos) return out;
    style.remove_prefix(end + 2);
  }
}

// With one space where there were several, and none at the ends.
std::string tidied(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string selectors(std::string_view text) {
  std::string out = tidied(text);
  for (auto at = out.find(root); at != out.npos; at = out.find(root, at + root.size()))
    out.insert(at + root.size(), before_all);
  return out;
}

// "1.1rem" becomes a multiple of the fragment's own unit.
std::string value_in_units(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const bool inside_a_word = !out.empty() && is_of_word(out.back());
    std::size_t end = at + (value[at] == '-' ? 1 : 0);
    const std::size_t digits = end;
    while (end < value.size() && (is_digit(value[end]) || value[end] == '.')) ++end;
    if (inside_a_word || end == digits) {
      out += value[at++];
      continue;
    }
    const std::string_view number = value.substr(at, end - at);
    if (value.substr(end, 3) == "rem") {
      out.append("calc(").append(number).append("*var(--hv-unit))");
      end += 3;
    } else {
      out += number;
    }
    at = end;
  }
  return out;
}

std::string declaration(std::string_view text) {
  const std::string tidy = tidied(text);
  const auto colon = tidy.find(':');
  if (colon == tidy.npos) return tidy;
  return tidy.substr(0, colon + 1) + value_in_units(tidied(tidy.substr(colon + 1))) + "!important;";
}

}  // namespace

std::string style_for_fragments(std::string_view style) {
  const std::string plain = without_comments(style);
  std::string out = from_the_beginning();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    if (c != '{' && c != '}' && c != ';') continue;
    const std::string_view text = std::string_view(plain).substr(begin, at - begin);
    begin = at + 1;
    if (c == ';') {
      out += declaration(text);
    } else if (c == '}') {
      out += '}';
    } else {
      const std::string head = tidied(text);
      out += head.starts_with('@') ? head : selectors(head);
      out += '{';
    }
  }
  return out;
}

}  // namespace homevisit::views
