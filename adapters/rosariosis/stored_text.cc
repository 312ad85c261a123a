#include "stored_text.h"

namespace homevisit::rosariosis {

std::string stored(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

// In one pass, so that "&amp;lt;" becomes "&lt;" and no more.
std::string read_back(std::string_view stored) {
  std::string out;
  out.reserve(stored.size());
  while (!stored.empty()) {
    const std::size_t at = stored.find('&');
    out += stored.substr(0, at);
    if (at == std::string_view::npos) break;
    stored.remove_prefix(at);
    if (stored.starts_with("&amp;")) {
      out += '&';
      stored.remove_prefix(5);
    } else if (stored.starts_with("&lt;")) {
      out += '<';
      stored.remove_prefix(4);
    } else {
      out += '&';
      stored.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace homevisit::rosariosis
