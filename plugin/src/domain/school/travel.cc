#include "domain/school/travel.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/csv_cell.h"

namespace homevisit::school {

std::vector<TravelClaimed> claims_of(const School& school, const std::string& staff, Date from,
                                     Date to) {
  std::map<std::string, TravelClaimed> last;
  for (const auto& noted : school.travel) last.insert_or_assign(noted.value.id, noted.value);
  std::vector<TravelClaimed> claims;
  for (auto& [id, claim] : last) {
    if (claim.kilometres == 0 && claim.cents == 0) continue;
    if (!staff.empty() && claim.staff != staff) continue;
    if (claim.date < from || claim.date > to) continue;
    claims.push_back(std::move(claim));
  }
  std::sort(claims.begin(), claims.end(), [](const TravelClaimed& a, const TravelClaimed& b) {
    return std::tie(a.staff, a.date, a.id) < std::tie(b.staff, b.date, b.id);
  });
  return claims;
}

std::string claims_csv(const std::vector<TravelClaimed>& claims, const std::string& heading,
                       const std::function<std::string(const std::string& staff)>& name,
                       char decimal) {
  const auto costs = [&](int cents) {
    std::string text = euros(cents);
    std::replace(text.begin(), text.end(), '.', decimal);
    return text;
  };
  std::string csv = heading + "\r\n";
  for (const TravelClaimed& claim : claims)
    csv += fmt::format("{};{};{};{};{}\r\n", csv_cell(claim.staff, ';'),
                       csv_cell(name(claim.staff), ';'), format_date(claim.date), claim.kilometres,
                       costs(claim.cents));
  return csv;
}

std::optional<int> cents_of(std::string_view typed) {
  constexpr std::string_view sign = "€";
  while (typed.starts_with(' ') || typed.starts_with(sign))
    typed.remove_prefix(typed.starts_with(' ') ? 1 : sign.size());
  while (typed.ends_with(' ')) typed.remove_suffix(1);
  const std::size_t mark = std::min(typed.find_first_of(",."), typed.size());
  const std::string_view whole = typed.substr(0, mark);
  std::string_view rest = typed.substr(std::min(mark + 1, typed.size()));
  if (rest == "-") rest = "";  // "3,-"
  const auto is_number = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || whole.size() > 5 || rest.size() > 2 || !is_number(whole) || !is_number(rest))
    return std::nullopt;
  int cents = 0;
  for (const char c : whole) cents = cents * 10 + (c - '0');
  for (std::size_t i = 0; i < 2; ++i) cents = cents * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  return cents;
}

std::string euros(int cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

}  // namespace homevisit::school
