#include "server/cookies.h"

#include <fmt/format.h>

#include <algorithm>

namespace homevisit::app {
namespace {

constexpr std::size_t kMostBegun = 4;
constexpr std::size_t kStateInName = 16;  // of 43 random characters: no two are alike

using Pair = std::pair<std::string_view, std::string_view>;

std::vector<Pair> cookies_of(const Request& request) {
  std::vector<Pair> found;
  for (const auto& [name, value] : request.headers) {
    if (name != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view part = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
      const std::size_t sign = part.find('=');
      if (sign != std::string_view::npos)
        found.emplace_back(part.substr(0, sign), part.substr(sign + 1));
    }
  }
  return found;
}

std::string value_in(const Request& request, std::string_view name) {
  for (const auto& [known, value] : cookies_of(request))
    if (known == name) return std::string(value);
  return {};
}

}  // namespace

Cookies::Cookies(std::string name, bool https, bool embedded) : name_(std::move(name)) {
  rules_ = "; Path=/; HttpOnly; SameSite=";
  rules_ += embedded ? "None; Secure; Partitioned" : https ? "Lax; Secure" : "Lax";
}

std::string Cookies::made(const std::string& name, const std::string& value,
                          std::int64_t seconds) const {
  std::string out = name + "=" + value + rules_;
  if (seconds >= 0) out += fmt::format("; Max-Age={}", seconds);
  return out;
}

std::string Cookies::session(const Request& request) const { return value_in(request, name_); }
std::string Cookies::with_session(const std::string& token) const { return made(name_, token, -1); }
std::string Cookies::without_session() const { return made(name_, "", 0); }

std::string Cookies::begun_name(std::string_view state) const {
  std::string out = name_ + "-begun-";
  for (const char c : state.substr(0, kStateInName)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    if (!plain) return {};
    out += c;
  }
  return out;
}

std::string Cookies::begun(const Request& request, std::string_view state) const {
  const std::string name = begun_name(state);
  return name.empty() || state.empty() ? std::string() : value_in(request, name);
}

std::string Cookies::with_begun(std::string_view state, const std::string& kept,
                                std::int64_t seconds) const {
  return made(begun_name(state), kept, seconds);
}

std::string Cookies::without_begun(std::string_view state) const {
  return made(begun_name(state), "", 0);
}

std::vector<std::string> Cookies::without_older(const Request& request) const {
  // Browsers send the oldest first (RFC 6265, 5.4).
  std::vector<std::string> begun;
  for (const auto& [name, value] : cookies_of(request))
    if (name.starts_with(name_ + "-begun-")) begun.emplace_back(name);
  std::vector<std::string> out;
  for (std::size_t i = 0; i + (kMostBegun - 1) < begun.size(); ++i)
    out.push_back(made(begun[i], "", 0));
  return out;
}

}  // namespace homevisit::app
