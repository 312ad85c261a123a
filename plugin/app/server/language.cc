#include "server/language.h"

#include <algorithm>
#include <cctype>

namespace homevisit::app {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// A weight such as "0.85" in thousandths.
int weight(std::string_view text) {
  int value = 0;
  int scale = 1000;
  for (const char c : text) {
    if (c == '.') continue;
    if (c < '0' || c > '9' || scale == 0) break;
    value += (c - '0') * scale;
    scale /= 10;
  }
  return value;
}

}  // namespace

std::string wanted_language(std::string_view header) {
  std::string best;
  int best_weight = 0;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(','), header.size());
    const std::string_view item = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t mark = item.find(';');
    const std::string_view range = trimmed(item.substr(0, mark));
    int q = 1000;
    if (mark != std::string_view::npos) {
      const std::size_t equals = item.find("q=", mark);
      if (equals != std::string_view::npos) q = weight(trimmed(item.substr(equals + 2)));
    }
    std::string tag(range.substr(0, range.find('-')));
    std::transform(tag.begin(), tag.end(), tag.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if ((tag == "nl" || tag == "en") && q > best_weight) {
      best = tag;
      best_weight = q;
    }
  }
  return best;
}

}  // namespace homevisit::app
