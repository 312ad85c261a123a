// Urls: queries, origins, and links that must stay where the administrator pointed to (RFC 3986).
#pragma once

#include <string>
#include <string_view>

#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

// Everything but unreserved characters as %XX (RFC 3986, 2.1): for query values and path segments.
inline std::string percent_encode(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                       byte == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

// A url under construction: with("limit", "500") adds "?limit=500" or "&limit=500".
class Url {
 public:
  explicit Url(std::string url) : url_(std::move(url)) {}
  // A path segment that stands in for an id.
  Url& segment(std::string_view text) {
    if (url_.empty() || url_.back() != '/') url_ += '/';
    url_ += percent_encode(text);
    return *this;
  }
  Url& with(std::string_view name, std::string_view value) {
    url_ += url_.find('?') == std::string::npos ? '?' : '&';
    url_ += percent_encode(name);
    url_ += '=';
    url_ += percent_encode(value);
    return *this;
  }
  Url& with(std::string_view name, std::uint64_t value) {
    return with(name, std::to_string(value));
  }
  // Takes a parameter out, so that the next page can have its own.
  Url& without(std::string_view name) {
    const std::string key = percent_encode(name) + "=";
    for (std::size_t at = url_.find('?'); at != std::string::npos && at < url_.size();) {
      const std::size_t begin = at + 1, end = url_.find('&', begin);
      if (url_.compare(begin, key.size(), key) == 0) {
        if (end == std::string::npos) {
          url_.erase(at);
        } else {
          url_.erase(begin, end - begin + 1);
        }
      } else {
        at = end;
      }
    }
    return *this;
  }
  const std::string& text() const { return url_; }

 private:
  std::string url_;
};

// "https://sis.example:8443/api/v1?x" -> "https://sis.example:8443", in lower case and without a
// port that is the scheme's own. "" when this is no absolute http(s) url.
inline std::string origin_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  std::string_view authority = url.substr(scheme_end + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  if (authority.empty() || authority.find('@') != std::string_view::npos) return {};
  std::string host = lower(authority);
  const std::string own_port = scheme == "https" ? ":443" : ":80";
  if (host.size() > own_port.size() && host.ends_with(own_port))
    host.resize(host.size() - own_port.size());
  return scheme + "://" + host;
}

// A setting that holds the address of the system; without a "/" at its end.
inline std::string checked_base_url(std::string_view url, std::string_view setting) {
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  if (origin_of(url).empty() || url.find_first_of("?#") != std::string_view::npos)
    throw Failure(HV_INVALID_ARGUMENT,
                  "The setting \"" + std::string(setting) +
                      "\" must be an address such as https://sis.example/api, without user, \"?\" "
                      "and \"#\".");
  return std::string(url);
}

// What a link in an answer means, seen from the url that was asked: absolute, "//host/x", "/x",
// "?x" or "x". Throws where it leads to another origin: credentials and the wish to read are for
// the system that was configured, and for no other.
inline std::string resolve_on_origin(std::string_view asked, std::string_view link) {
  const std::string origin = origin_of(asked);
  const auto path_end = [&] { return std::min(asked.find_first_of("?#"), asked.size()); };
  std::string url;
  if (link.find("://") != std::string_view::npos && link.find("://") < link.find_first_of("/?#")) {
    url = link;
  } else if (link.starts_with("//")) {
    url = std::string(asked.substr(0, asked.find("://") + 1)) + std::string(link);
  } else if (link.starts_with("/")) {
    url = std::string(asked.substr(0, asked.find("://") + 3));
    const std::string_view rest = asked.substr(asked.find("://") + 3);
    url += rest.substr(0, rest.find_first_of("/?#"));
    url += link;
  } else if (link.starts_with("?")) {
    url = std::string(asked.substr(0, path_end())) + std::string(link);
  } else {
    url = std::string(asked.substr(0, asked.rfind('/', path_end()) + 1)) + std::string(link);
  }
  url = url.substr(0, url.find('#'));
  if (origin.empty() || origin_of(url) != origin)
    throw Failure(HV_FAILED_PRECONDITION,
                  "A link in the system's answer leads to another server than " + origin +
                      ". It was not followed. If the system has moved, change its address in the "
                      "configuration.");
  return url;
}

}  // namespace homevisit::sdk
