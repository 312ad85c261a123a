// The style sheet and the script, as the library carries them.
#include "base/embedded.h"
#include "views/style.h"
#include "views/views.h"

namespace homevisit::views {
namespace {

std::string embedded_file(std::string_view path) {
  for (const auto& file : embedded::templates())
    if (file.path == path) return std::string(file.text);
  return "";
}

}  // namespace

const std::string& fragment_style() {
  static const std::string style = style_for_fragments(stylesheet());
  return style;
}

std::string stylesheet() { return embedded_file("style.css"); }
std::string script() { return embedded_file("script.js"); }

}  // namespace homevisit::views
