// Text for a terminal, broken into lines.
#pragma once

#include <string>
#include <string_view>

namespace homevisit::app {

// Breaks at spaces so that no line is longer than `width` characters; every line but the first
// begins with `indent` spaces. `column`: where the first line begins. Ends without a line end.
std::string paragraph(std::string_view text, std::size_t column, std::size_t indent,
                      std::size_t width = 80);

// Characters, not bytes.
std::size_t columns(std::string_view text);

}  // namespace homevisit::app
