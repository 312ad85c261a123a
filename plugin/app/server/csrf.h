// Was this request sent by one of our own pages, to one of our own names?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/message.h"

namespace homevisit::app {

// Compares in a time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);

// The names under which this server may be asked for, in lower case and with the port where there
// is one. A page of a foreign site can point its own name to our address (DNS rebinding) and would
// count as "same origin" then; the name it was asked by gives it away.
class OwnNames {
 public:
  OwnNames(std::string scheme, std::vector<std::string> names)
      : scheme_(std::move(scheme)), names_(std::move(names)) {}

  bool asked_by_own_name(const Request& request) const;

  // Judges Origin and Sec-Fetch-Site. With "Referrer-Policy: no-referrer" a browser says
  // "Origin: null" even for our own forms; then Sec-Fetch-Site must vouch for it.
  bool sent_by_own_page(const Request& request) const;

 private:
  bool is_own(std::string_view host) const;

  std::string scheme_;
  std::vector<std::string> names_;
};

}  // namespace homevisit::app
