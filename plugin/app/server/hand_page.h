// Pages that the library has no view for: made here, in the school's style, around a form.
#pragma once

#include <string>
#include <string_view>

#include "words.h"

namespace homevisit::app {

// A whole page. `title` is escaped here, `body` is HTML already. `script`: path of a script of ours
// that the page can do without; "" for none.
std::string hand_page(const Words& say, std::string_view title, std::string_view body,
                      std::string_view script = {});

}  // namespace homevisit::app
