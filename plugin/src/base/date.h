// Calendar dates without a time zone ("the day of the visit"), and the one place where a moment
// becomes a date.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace homevisit {

using Date = std::chrono::year_month_day;

// "2026-10-12" and nothing else; a day that the calendar does not have gives nothing.
// Years 1900 to 2200.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);

Date add_days(Date date, int days);
// Whole days from `from` to `to`; negative when `to` is earlier.
int days_between(Date from, Date to);
// Whole years of life on `day`; someone born on 29 February has a birthday on 1 March (BW 1:2 is
// silent; Dutch practice).
int age_on(Date birth, Date day);

// A school year runs from 1 August to 31 July (WPO and WVO 2020, art. 1).
Date school_year_start(Date day);
Date next_school_year_start(Date day);

// A moment, as "2026-10-12T14:03:00.000Z".
std::string format_moment(std::int64_t ms);
std::optional<std::int64_t> parse_moment(std::string_view text);

// A time zone of the IANA database, checked once.
class Zone {
 public:
  // Errors: HV_INVALID_ARGUMENT, unknown name.
  static Result<Zone> find(const std::string& name);
  Date date_at(std::int64_t ms) const;
  // "HH:MM" in this zone.
  std::string time_at(std::int64_t ms) const;
  // So many minutes after midnight by this zone's clocks, in milliseconds since 1970. Where that
  // comes twice, the first; where the clocks leap over it, the moment of the leap.
  std::int64_t moment_at(Date day, int minutes) const;

 private:
  explicit Zone(const void* zone) : zone_(zone) {}
  const void* zone_;  // date::time_zone, which lives as long as the process
};

}  // namespace homevisit
