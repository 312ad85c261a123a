// Addresses and forms, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace homevisit::conform {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Url {
  std::string origin;  // "https://sis.example:8443"
  std::string path;    // still encoded, begins with "/"
  std::string query;   // still encoded
};

// Takes any absolute address apart; what is no address gives an empty origin.
Url split_url(std::string_view url);
// %XX only; in forms and queries "+" is a blank too.
std::string percent_decode(std::string_view text, bool plus_is_blank = false);
std::string percent_encode(std::string_view text);
// "a=1&b=2", of a query or a form.
Fields split_query(std::string_view query);
// The first of that name, or nullptr.
const std::string* find_field(const Fields& fields, std::string_view name);

}  // namespace homevisit::conform
