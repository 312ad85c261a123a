#include "domain/school/holiday_file.h"

#include <optional>
#include <string>

#include "domain/school/programme_rules.h"

namespace homevisit::school {
namespace {

constexpr std::size_t most_events = 200;
constexpr std::size_t longest_name = 200;

Error refuse(const char* code, const char* message) {
  return {HV_INVALID_ARGUMENT, code, message, "/calendar"};
}

// Content lines without their folding: a line end with a space or a tab after it is none.
std::vector<std::string> unfolded(std::string_view file) {
  std::vector<std::string> lines;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!lines.empty() && !line.empty() && (line.front() == ' ' || line.front() == '\t')) {
      lines.back().append(line.substr(1));
    } else {
      lines.emplace_back(line);
    }
  }
  return lines;
}

struct Property {
  std::string_view name, value;
  bool is_day = false;  // VALUE=DATE, or a value that has no time
};

Property property_of(std::string_view line) {
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string_view head = line.substr(0, colon);
  Property property;
  property.name = head.substr(0, head.find(';'));
  property.value = colon < line.size() ? line.substr(colon + 1) : std::string_view();
  property.is_day = property.value.find('T') == std::string_view::npos;
  return property;
}

std::optional<Date> day_of(std::string_view value) {
  if (value.size() < 8) return std::nullopt;
  return parse_date(std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) + "-" +
                    std::string(value.substr(6, 2)));
}

std::string text_of(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      text += value[i] == 'n' || value[i] == 'N' ? ' ' : value[i];
    } else {
      text += value[i];
    }
  }
  return text.size() > longest_name ? std::string() : text;
}

struct Entry {
  std::optional<Date> from, to;  // `to`: the last day
  std::string name;

  void take(const Property& property) {
    if (property.name == "DTSTART") from = day_of(property.value);
    if (property.name == "SUMMARY") name = text_of(property.value);
    if (property.name == "DTEND") {
      to = day_of(property.value);
      // The end of whole days is the day after.
      if (to && property.is_day) to = add_days(*to, -1);
    }
  }
};

}  // namespace

Result<std::vector<ClosedDays>> read_holidays(std::string_view file,
                                              const std::string& school_year) {
  const Date begin = begin_of_school_year(school_year), end = end_of_school_year(school_year);
  std::vector<ClosedDays> days;
  bool is_calendar = false, is_whole = false;
  std::optional<Entry> entry;
  for (const std::string& line : unfolded(file)) {
    const Property property = property_of(line);
    if (property.name == "BEGIN" && property.value == "VCALENDAR") is_calendar = true;
    if (property.name == "END" && property.value == "VCALENDAR") is_whole = true;
    if (property.name == "BEGIN" && property.value == "VEVENT") {
      entry.emplace();
    } else if (entry && property.name == "END" && property.value == "VEVENT") {
      const Date last = entry->to.value_or(entry->from.value_or(Date{}));
      if (entry->from && !entry->name.empty() && last >= begin && *entry->from <= end)
        days.push_back(
            {*entry->from, std::max(last, *entry->from), entry->name, ClosedKind::school_holiday});
      entry.reset();
    } else if (entry) {
      entry->take(property);
    }
    if (days.size() > most_events)
      return refuse("calendar_too_long", "This calendar has more days than holidays have.");
  }
  if (!is_calendar)
    return refuse("no_calendar",
                  "This is no calendar file (.ics). Open the file as text and copy all of it.");
  // A form takes so many letters and no more.
  if (!is_whole)
    return refuse("calendar_cut",
                  "The text ends before the calendar does. Take a smaller file, or type the "
                  "holidays.");
  if (days.empty())
    return refuse("calendar_other_year", "This calendar has no days of this school year.");
  return days;
}

}  // namespace homevisit::school
