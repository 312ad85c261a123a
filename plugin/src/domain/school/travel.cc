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
                       const std::function<std::string(const std::string& staff)>& name) {
  std::string csv = heading + "\r\n";
  for (const TravelClaimed& claim : claims)
    csv += fmt::format("{},{},{},{},{}\r\n", csv_cell(claim.staff, ','),
                       csv_cell(name(claim.staff), ','), format_date(claim.date), claim.kilometres,
                       euros(claim.cents));
  return csv;
}

std::string euros(int cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

}  // namespace homevisit::school
