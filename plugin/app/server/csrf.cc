#include "server/csrf.h"

#include <algorithm>
#include <cctype>

namespace homevisit::app {

bool same_secret(std::string_view a, std::string_view b) {
  if (a.empty() || a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

bool OwnNames::is_own(std::string_view host) const {
  std::string lower(host);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(names_.begin(), names_.end(), lower) != names_.end();
}

bool OwnNames::asked_by_own_name(const Request& request) const {
  return is_own(request.header("host"));
}

bool OwnNames::sent_by_own_page(const Request& request) const {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;  // not a browser of today; its form still carries the token
  if (origin == "null") return site == "same-origin";
  const std::string prefix = scheme_ + "://";
  return origin.substr(0, prefix.size()) == prefix && is_own(origin.substr(prefix.size()));
}

}  // namespace homevisit::app
