#include "http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "http/encoding.h"

namespace homevisit::http {
namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool is_address_character(char c) {
  return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

// A whole number of at most `most`, without a sign or leading zeros.
std::optional<unsigned> number(std::string_view digits, unsigned most) {
  if (digits.empty() || digits.size() > 5 || (digits.size() > 1 && digits[0] == '0'))
    return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value > most)
    return std::nullopt;
  return value;
}

bool is_loopback_address(std::string_view host) {
  int parts = 0;
  bool starts_with_127 = false;
  while (parts < 4) {
    const auto end = std::min(host.find('.'), host.size());
    const auto part = number(host.substr(0, end), 255);
    if (!part) return false;
    if (parts++ == 0) starts_with_127 = *part == 127;
    if (end == host.size()) return parts == 4 && starts_with_127;
    host.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::string Url::origin() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  std::string out =
      fmt::format("{}://{}", secure ? "https" : "http", is_v6 ? "[" + host + "]" : host);
  if (!has_default_port()) out += fmt::format(":{}", port);
  return out;
}

std::optional<Url> parse_url(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c > '~' || c == '\\' || c == '#') return std::nullopt;
  Url url;
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  url.secure = same_ignoring_case(text.substr(0, scheme), "https");
  if (!url.secure && !same_ignoring_case(text.substr(0, scheme), "http")) return std::nullopt;
  text.remove_prefix(scheme + 3);

  const auto end = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, end);
  const std::string_view rest = text.substr(end);
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    url.host = lower(authority.substr(1, close - 1));
    authority.remove_prefix(close + 1);
    if (!std::all_of(url.host.begin(), url.host.end(), is_address_character) ||
        url.host.find(':') == std::string::npos)
      return std::nullopt;
  } else {
    const auto colon = std::min(authority.find(':'), authority.size());
    url.host = lower(authority.substr(0, colon));
    authority.remove_prefix(colon);
    if (!std::all_of(url.host.begin(), url.host.end(), is_host_character)) return std::nullopt;
  }
  if (url.host.empty()) return std::nullopt;
  url.port = url.secure ? 443 : 80;
  if (!authority.empty()) {
    if (authority[0] != ':') return std::nullopt;
    const auto port = number(authority.substr(1), 65535);
    if (!port || *port == 0) return std::nullopt;
    url.port = static_cast<std::uint16_t>(*port);
  }

  const auto question = std::min(rest.find('?'), rest.size());
  url.path = rest.substr(0, question);
  if (url.path.empty()) url.path = "/";
  url.query = rest.substr(std::min(question + 1, rest.size()));
  return url;
}

bool is_loopback(const Url& url) {
  return url.host == "localhost" || url.host == "::1" || is_loopback_address(url.host);
}

std::string shown(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->origin() + parsed->path : "(a URL that cannot be read)";
}

}  // namespace homevisit::http
