// Texts in the columns of RosarioSIS. Its plugin takes away everything that looks like a tag, which
// is all that follows a "<"; so texts stand there as HTML text, and come back byte for byte.
#pragma once

#include <string>
#include <string_view>

namespace homevisit::rosariosis {

std::string stored(std::string_view text);
std::string read_back(std::string_view stored);

}  // namespace homevisit::rosariosis
