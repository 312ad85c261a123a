#include "stored_text.h"

#include <cctype>

namespace homevisit::conform {
namespace {

// From "<" with anything but a blank behind it to the next ">", or to the end.
std::string strip_tags(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool tag = text[i] == '<' && i + 1 < text.size() &&
                     std::isspace(static_cast<unsigned char>(text[i + 1])) == 0;
    if (!tag) {
      out += text[i];
      continue;
    }
    i = text.find('>', i);
    if (i == std::string::npos) break;
  }
  return out;
}

std::string replaced(const std::string& text, const std::string& from, const std::string& to) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t found; (found = text.find(from, at)) != std::string::npos;
       at = found + from.size()) {
    out += text.substr(at, found - at) + to;
  }
  return out + text.substr(at);
}

std::string stored(std::string text, const Json& names) {
  for (const Json& name : names.items()) {
    if (name.text() == "strip_tags") text = strip_tags(text);
    if (name.text() == "crlf") text = replaced(text, "\n", "\r\n");
    if (name.text() == "entities")
      text = replaced(replaced(replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
    if (name.text() == "trim") {
      while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0)
        text.pop_back();
    }
  }
  return text;
}

}  // namespace

void store_texts(Json& body, const Json& names) {
  if (names.items().empty()) return;
  if (body.is_string()) {
    body = stored(body.text(), names);
  } else if (body.is_array()) {
    for (Json& item : body.array()) store_texts(item, names);
  } else if (body.is_object()) {
    for (const Json::Member& member : Json::Object(body.members())) {
      Json value = member.second;
      store_texts(value, names);
      body.set(member.first, std::move(value));
    }
  }
}

}  // namespace homevisit::conform
