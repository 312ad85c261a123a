// Names as one looks for them: no difference of case, accents or punctuation.
#pragma once

#include <string>
#include <string_view>

namespace homevisit {

// "O'Neill-Öztürk" gives "o neill ozturk". Text that is not UTF-8 comes back with ASCII folded
// only.
std::string fold_name(std::string_view text);

}  // namespace homevisit
