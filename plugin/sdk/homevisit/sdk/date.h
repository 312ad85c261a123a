// Calendar dates as adapter.h has them: "YYYY-MM-DD".
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "homevisit/sdk/words.h"

namespace homevisit::sdk {

// "YYYY-MM-DD" of a date that exists; also takes a time or zone behind it (xs:date, ISO 8601) and
// cuts that off. Nothing where it is no date.
inline std::optional<std::string> calendar_date(std::string_view text) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  text = trim(text);
  if (text.size() < 10) return std::nullopt;
  const std::string_view rest = text.substr(10);
  if (!rest.empty() && rest[0] != 'T' && rest[0] != 'Z' && rest[0] != '+' && rest[0] != '-')
    return std::nullopt;
  text = text.substr(0, 10);
  for (std::size_t i = 0; i < 10; ++i)
    if ((i == 4 || i == 7) ? text[i] != '-' : !is_digit(text[i])) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day > (month == 2 && leap ? 29 : kDays[month - 1])) return std::nullopt;
  return std::string(text);
}

// The UTC date of milliseconds since 1970.
inline std::string date_of_ms(std::int64_t ms) {
  // Days to civil date, after Howard Hinnant's chrono-compatible algorithms.
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t days = ms / kDay - (ms % kDay < 0 ? 1 : 0) + 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t doe = days - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t day = doy - (153 * mp + 2) / 5 + 1;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  char out[48];
  std::snprintf(out, sizeof out, "%04lld-%02lld-%02lld",
                static_cast<long long>(yoe + era * 400 + (month <= 2 ? 1 : 0)),
                static_cast<long long>(month), static_cast<long long>(day));
  return out;
}

}  // namespace homevisit::sdk
