// One request with all that is known about it when its turn has come.
#pragma once

#include <string>
#include <vector>

#include "server/message.h"
#include "server/sessions.h"
#include "words.h"

namespace homevisit::app {

struct Turn {
  const Request& request;
  std::vector<std::string> ids;  // of the path, decoded, in their order
  Pairs query;
  Pairs fields;                      // of the form, without "csrf"
  std::string token;                 // of the session; "" without one
  Session session;                   // as it was when the request came
  std::string language;              // "nl", "en", or "" = as the school has it
  std::vector<std::string> hints{};  // of what was sent just before, to be shown once

  const char* language_or_null() const { return language.empty() ? nullptr : language.c_str(); }
  Words words() const { return Words(language); }
  bool in_frame() const { return request.header("sec-fetch-dest") == "iframe"; }
};

}  // namespace homevisit::app
