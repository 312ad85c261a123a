#include "base/date.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace homevisit {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::chrono::sys_time<std::chrono::milliseconds> moment(std::int64_t ms) {
  return std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{ms}};
}

auto local_moment(const void* zone, std::int64_t ms) {
  return static_cast<const date::time_zone*>(zone)->to_local(
      date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{ms}});
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4)), m = number(text.substr(5, 2)),
             d = number(text.substr(8, 2));
  if (!y || !m || !d || *y < 1900 || *y > 2200) return std::nullopt;
  const Date date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                  std::chrono::day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string format_date(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Date add_days(Date date, int days) { return std::chrono::sys_days{date} + std::chrono::days{days}; }

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

int age_on(Date birth, Date day) {
  const int years = static_cast<int>(day.year()) - static_cast<int>(birth.year());
  const bool had_birthday =
      std::pair{day.month(), day.day()} >= std::pair{birth.month(), birth.day()};
  return had_birthday ? years : years - 1;
}

Date school_year_start(Date day) {
  const auto year =
      day.month() >= std::chrono::August ? day.year() : day.year() - std::chrono::years{1};
  return Date{year, std::chrono::August, std::chrono::day{1}};
}

Date next_school_year_start(Date day) { return school_year_start(day) + std::chrono::years{1}; }

std::string format_moment(std::int64_t ms) {
  const auto time = moment(ms);
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss<std::chrono::milliseconds> clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(Date{day}), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<std::int64_t> parse_moment(std::string_view text) {
  // 2026-10-12T14:03:00Z, with or without a fraction of three digits.
  if (text.size() != 20 && text.size() != 24) return std::nullopt;
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
    return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  const auto h = number(text.substr(11, 2)), m = number(text.substr(14, 2)),
             s = number(text.substr(17, 2));
  if (!day || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  std::int64_t ms = 0;
  if (text.size() == 24) {
    const auto fraction = number(text.substr(20, 3));
    if (text[19] != '.' || !fraction) return std::nullopt;
    ms = *fraction;
  }
  const auto days = std::chrono::sys_days{*day}.time_since_epoch().count();
  return ((static_cast<std::int64_t>(days) * 24 + *h) * 60 + *m) * 60000 + *s * 1000 + ms;
}

Result<Zone> Zone::find(const std::string& name) {
  try {
    return Zone{date::locate_zone(name)};
  } catch (const std::runtime_error&) {
    return Error{HV_INVALID_ARGUMENT, "unknown_time_zone",
                 fmt::format("\"{}\" is not a time zone. Use a name of the IANA list, such as "
                             "\"Europe/Amsterdam\".",
                             name),
                 "/time_zone"};
  }
}

Date Zone::date_at(std::int64_t ms) const {
  const auto day = date::floor<date::days>(local_moment(zone_, ms));
  return std::chrono::sys_days{std::chrono::days{day.time_since_epoch().count()}};
}

std::int64_t Zone::moment_at(Date day, int minutes) const {
  const date::local_time<std::chrono::minutes> local{std::chrono::sys_days{day}.time_since_epoch() +
                                                     std::chrono::minutes{minutes}};
  const auto moment =
      static_cast<const date::time_zone*>(zone_)->to_sys(local, date::choose::earliest);
  return std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count();
}

std::string Zone::time_at(std::int64_t ms) const {
  const auto local = local_moment(zone_, ms);
  const auto minutes =
      date::floor<std::chrono::minutes>(local - date::floor<date::days>(local)).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace homevisit
