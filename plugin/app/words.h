// The program's own words in the two languages it speaks, side by side where they are used. Pages
// and error messages come from the library, which has catalogues; these are the few around them.
#pragma once

#include <string_view>

namespace homevisit::app {

class Words {
 public:
  explicit Words(std::string_view language = "en") : dutch_(language.substr(0, 2) == "nl") {}

  const char* operator()(const char* english, const char* dutch) const {
    return dutch_ ? dutch : english;
  }
  const char* language() const { return dutch_ ? "nl" : "en"; }

 private:
  bool dutch_;
};

}  // namespace homevisit::app
