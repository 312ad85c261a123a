#include "url.h"

#include <algorithm>
#include <cctype>

namespace homevisit::conform {

Url split_url(std::string_view url) {
  Url out;
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme == 0) return out;
  const std::size_t end = std::min(url.find_first_of("/?#", scheme + 3), url.size());
  out.origin = url.substr(0, end);
  url.remove_prefix(end);
  url = url.substr(0, url.find('#'));
  const std::size_t query = std::min(url.find('?'), url.size());
  out.path = url.substr(0, query);
  if (out.path.empty()) out.path = "/";
  if (query < url.size()) out.query = url.substr(query + 1);
  return out;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  const auto digit = [](char c) {
    return std::isdigit(c) ? c - '0' : (std::tolower(c) - 'a' + 10);
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto hex = [&](std::size_t k) {
      return k < text.size() && std::isxdigit(static_cast<unsigned char>(text[k])) != 0;
    };
    if (text[i] == '%' && hex(i + 1) && hex(i + 2)) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_blank ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

Fields split_query(std::string_view query) {
  Fields out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view field = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (field.empty()) continue;
    const std::size_t equals = std::min(field.find('='), field.size());
    out.emplace_back(percent_decode(field.substr(0, equals), true),
                     percent_decode(field.substr(std::min(equals + 1, field.size())), true));
  }
  return out;
}

const std::string* find_field(const Fields& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == name; });
  return found == fields.end() ? nullptr : &found->second;
}

}  // namespace homevisit::conform
