#include "http/retry_after.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "http/http_date.h"

namespace homevisit::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<std::int64_t> retry_after_ms(const Response& response, std::int64_t now_ms) {
  const std::string_view text = trimmed(response.header("retry-after"));
  if (text.empty()) return std::nullopt;
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || seconds > most_retry_after_ms / 1000) return most_retry_after_ms;
    return seconds * 1000;
  }
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  const std::int64_t from = parse_http_date(response.header("date")).value_or(now_ms);
  return std::clamp<std::int64_t>(*date - from, 0, most_retry_after_ms);
}

}  // namespace homevisit::http
