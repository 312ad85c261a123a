#include "template.h"

namespace homevisit::conform {

std::string fill_text(const std::string& pattern, const Places& places) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
    const auto place =
        end == std::string::npos ? places.end() : places.find(pattern.substr(i + 1, end - i - 1));
    if (place == places.end()) {
      out += pattern[i++];
    } else {
      out += place->second.is_string() ? place->second.text() : place->second.dump();
      i = end + 1;
    }
  }
  return out;
}

Json fill(const Json& pattern, const Places& places) {
  if (pattern.is_string()) {
    const std::string text = pattern.text();
    if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
      const auto place = places.find(text.substr(1, text.size() - 2));
      if (place != places.end()) return place->second;
    }
    return fill_text(text, places);
  }
  if (pattern.is_array()) {
    Json::Array items;
    for (const Json& item : pattern.items()) items.push_back(fill(item, places));
    return items;
  }
  if (pattern.is_object()) {
    Json::Object members;
    for (const Json::Member& member : pattern.members())
      members.emplace_back(member.first, fill(member.second, places));
    return members;
  }
  return pattern;
}

}  // namespace homevisit::conform
