// A student's history as text for a terminal: what the panel shows, in the same order.
#pragma once

#include <string>

#include "json_text.h"
#include "words.h"

namespace homevisit::app {

std::string history_text(const Json& history, const Words& say);

}  // namespace homevisit::app
