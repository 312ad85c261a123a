// Figures for Prometheus, in its text format 0.0.4: how many and since when, never who.
#pragma once

#include <string>

#include "json_text.h"

namespace homevisit::app {

inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

// Of an answer to system.status; `now` in seconds since 1970.
std::string metrics_text(const Json& status, std::int64_t now);

}  // namespace homevisit::app
