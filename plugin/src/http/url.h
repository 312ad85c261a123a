// The parts of an absolute http or https URL, as far as signing in needs them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace homevisit::http {

struct Url {
  bool secure = false;     // https
  std::string host;        // in lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;  // 443 or 80 where none was written
  std::string path;        // as written; "/" where none was written
  std::string query;       // as written, without "?"

  bool has_default_port() const { return port == (secure ? 443 : 80); }
  // "https://sis.example:8443", without a default port.
  std::string origin() const;
};

// Strict, since what decides about credentials must not be read in two ways: no user part, no
// fragment, no backslash, no space, no control or non-ASCII character, a port of 1 to 65535.
std::optional<Url> parse_url(std::string_view text);

// localhost, ::1 and 127.0.0.0/8 written in full: what never leaves the machine. "127.1" and
// "0x7f.0.0.1", which some resolvers take for the same, are not.
bool is_loopback(const Url& url);

// For messages: origin and path, without the query, where keys may stand.
std::string shown(std::string_view url);

}  // namespace homevisit::http
