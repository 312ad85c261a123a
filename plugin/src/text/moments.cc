#include "text/moments.h"

#include <algorithm>

namespace homevisit::text {
namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

// "9:12", as it is said; the catalogue adds what a language has around it.
std::string time_words(const Zone& zone, std::int64_t moment) {
  const std::string time = zone.time_at(moment);
  return time.front() == '0' ? time.substr(1) : time;
}

std::string day_words(const Catalogue& words, Date date, Date today) {
  const std::string number = std::to_string(static_cast<unsigned>(date.day()));
  const std::string month = words.month(date);
  if (date.year() == today.year())
    return words.text("{weekday} {day} {month}",
                      {{"weekday", words.weekday(date)}, {"day", number}, {"month", month}});
  return words.text("{weekday} {day} {month} {year}",
                    {{"weekday", words.weekday(date)},
                     {"day", number},
                     {"month", month},
                     {"year", std::to_string(static_cast<int>(date.year()))}});
}

std::string length_words(const Catalogue& words, std::int64_t ms) {
  if (ms >= 2 * day) return words.plural("{n} day", "{n} days", ms / day);
  if (ms >= 2 * hour) return words.plural("{n} hour", "{n} hours", ms / hour);
  return words.plural("{n} minute", "{n} minutes", std::max<std::int64_t>(0, ms / minute));
}

}  // namespace

std::string moment_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                         std::int64_t now) {
  const Date date = zone.date_at(moment), today = zone.date_at(now);
  const std::string time = time_words(zone, moment);
  switch (days_between(date, today)) {
    case 0:
      return words.text("today at {time}", {{"time", time}});
    case 1:
      return words.text("yesterday at {time}", {{"time", time}});
    case -1:
      return words.text("tomorrow at {time}", {{"time", time}});
    default:
      return words.text("{day}, {time}", {{"day", day_words(words, date, today)}, {"time", time}});
  }
}

std::string since_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                        std::int64_t now) {
  if (now - moment < 60'000) return moment_words(words, zone, moment, now);
  return words.text("{moment} ({length})", {{"moment", moment_words(words, zone, moment, now)},
                                            {"length", length_words(words, now - moment)}});
}

std::string near_words(const Catalogue& words, const Zone& zone, std::int64_t moment,
                       std::int64_t now) {
  const Date date = zone.date_at(moment), today = zone.date_at(now);
  const std::string time = time_words(zone, moment);
  const int days = days_between(date, today);
  if (days <= 0) return words.text("{time} today", {{"time", time}});
  if (days < 7)
    return words.text("{weekday} {time}", {{"weekday", words.weekday(date)}, {"time", time}});
  return words.text("{day} {month}", {{"day", std::to_string(static_cast<unsigned>(date.day()))},
                                      {"month", words.month(date)}});
}

}  // namespace homevisit::text
