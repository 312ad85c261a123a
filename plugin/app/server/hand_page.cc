#include "server/hand_page.h"

#include <fmt/format.h>

#include "server/encoding.h"

namespace homevisit::app {

std::string hand_page(const Words& say, std::string_view title, std::string_view body,
                      std::string_view script) {
  const std::string shown = escaped(title);
  const std::string loaded =
      script.empty() ? "" : fmt::format("<script src=\"{}\" defer></script>\n", script);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<link rel=\"stylesheet\" href=\"/assets/style.css\">\n{}</head>\n<body "
      "class=\"homevisit\">\n<main class=\"hv-main\">\n<h1>{}</h1>\n{}</main>\n</body>\n</html>\n",
      say.language(), shown, loaded, shown, body);
}

}  // namespace homevisit::app
