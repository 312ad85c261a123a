// A cell of a file for a spreadsheet (RFC 4180): no text in it is taken for a formula.
#pragma once

#include <string>
#include <string_view>

namespace homevisit {

// With quotes where it needs them between cells of this separator. A spreadsheet that splits lines
// at another separator, as its country has it, finds no formula either.
std::string csv_cell(std::string_view text, char separator);

}  // namespace homevisit
