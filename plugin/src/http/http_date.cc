#include "http/http_date.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace homevisit::http {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Digits for '0', letters for 'a', itself for anything else.
bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
    if (wanted == '0') return c >= '0' && c <= '9';
    if (wanted == 'a') return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == wanted;
  });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = 10 * value + (c - '0');
  return value;
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  if (!has_form(text, "aaa, 00 aaa 0000 00:00:00 GMT")) return std::nullopt;
  const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
  if (month == months.end()) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year(number(text.substr(12, 4))),
      std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(number(text.substr(5, 2))))};
  const int hour = number(text.substr(17, 2)), minute = number(text.substr(20, 2)),
            second = number(text.substr(23, 2));
  // 60 is a leap second.
  if (!day.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute) * 60'000 + second * 1000;
}

}  // namespace homevisit::http
