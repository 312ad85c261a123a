// Moments as people say them, by the school's clocks: "today at 9:12", "Monday 16 November, 9:12".
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "text/catalogue.h"

namespace homevisit::text {

// `now` says what today is. Both in milliseconds since 1970.
std::string moment_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                         std::int64_t now);

// The same with how long that is: "Monday 16 November, 9:12 (6 days)".
std::string since_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                        std::int64_t now);

// Shorter, for who need not know it to the minute: "9:12 today", "Monday 9:12", "16 November".
std::string near_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                       std::int64_t now);

}  // namespace homevisit::text
