#include "base/csv_cell.h"

namespace homevisit {
namespace {

// What makes a formula of the cell that it begins, in one spreadsheet or another; they pass over
// white space in front of it.
constexpr std::string_view begins_formula = "=+-@|%\t\r\n";
// The same within a text, where a spreadsheet may take the character before it for a separator.
constexpr std::string_view begins_formula_within = "=+-@|%";
constexpr std::string_view separators = ",;\t\r\n";

bool contains(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// A quote mark in front of it keeps a text a text.
std::string without_formula(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 0 ? contains(begins_formula, text[i])
               : contains(begins_formula_within, text[i]) && contains(separators, text[i - 1]))
      out += '\'';
    out += text[i];
  }
  return out;
}

}  // namespace

std::string csv_cell(std::string_view text, char separator) {
  const std::string plain = without_formula(text);
  if (plain.find_first_of("\"\r\n") == std::string::npos &&
      plain.find(separator) == std::string::npos)
    return plain;
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace homevisit
