// Answers as they are written in the conformance file, with places to be filled: "{id}".
#pragma once

#include <map>
#include <string>

#include "json.h"

namespace homevisit::conform {

using Places = std::map<std::string, Json>;

// A text that is one place alone becomes that value with its type; else places are put in as texts.
// Braces around anything else stay as they are.
Json fill(const Json& pattern, const Places& places);
std::string fill_text(const std::string& pattern, const Places& places);

}  // namespace homevisit::conform
