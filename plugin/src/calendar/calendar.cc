#include "calendar/calendar.h"

#include <libical/ical.h>

#include <chrono>
#include <memory>
#include <mutex>

namespace homevisit::calendar {
namespace {

constexpr char product[] = "-//homevisit//homevisit//EN";

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

// What could not be made is null, and everything below passes a null on.
bool add(icalcomponent* to, icalproperty* property) {
  if (property == nullptr) return false;
  icalcomponent_add_property(to, property);
  return true;
}

icaltimetype utc(std::int64_t ms) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(ms / 1000), 0,
                                       icaltimezone_get_utc_timezone());
}

icaltimetype day_of(Date date) {
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

int minutes_of(const std::string& time) {
  return ((time[0] - '0') * 10 + time[1] - '0') * 60 + (time[3] - '0') * 10 + time[4] - '0';
}

// Does this part of a zone's rules say something about days from this year on? What holds by no
// rule, such as what was decided for one year, is long past in every zone that has rules.
bool still_counts(icalcomponent* part, int year) {
  icalproperty* rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
  if (rule == nullptr) return false;
  const icaltimetype until = icalproperty_get_rrule(rule).until;
  return icaltime_is_null_time(until) || until.year >= year;
}

// A zone's history since 1835 helps nobody to come in time. Where nothing would be left, all stays.
void leave_out_history(icalcomponent* rules, int year) {
  std::vector<icalcomponent*> past;
  bool some_stay = false;
  for (icalcomponent* part = icalcomponent_get_first_component(rules, ICAL_ANY_COMPONENT);
       part != nullptr; part = icalcomponent_get_next_component(rules, ICAL_ANY_COMPONENT)) {
    if (still_counts(part, year))
      some_stay = true;
    else
      past.push_back(part);
  }
  if (!some_stay) return;
  for (icalcomponent* part : past) {
    icalcomponent_remove_component(rules, part);
    icalcomponent_free(part);
  }
}

// The rules of the zone under its plain name, as calendars know it.
Component rules_of(const std::string& name, int year) {
  static std::mutex mutex;  // libical loads its zones when they are first asked for
  const std::lock_guard lock(mutex);
  icaltimezone* zone = icaltimezone_get_builtin_timezone(name.c_str());
  icalcomponent* known = zone == nullptr ? nullptr : icaltimezone_get_component(zone);
  if (known == nullptr) return nullptr;
  Component rules(icalcomponent_new_clone(known));
  if (rules == nullptr) return nullptr;
  icalproperty* id = icalcomponent_get_first_property(rules.get(), ICAL_TZID_PROPERTY);
  if (id == nullptr) return nullptr;
  icalproperty_set_tzid(id, name.c_str());
  leave_out_history(rules.get(), year);
  // libical's own name of the place is of no use to who reads the calendar.
  if (icalproperty* place = icalcomponent_get_first_property(rules.get(), ICAL_X_PROPERTY)) {
    icalcomponent_remove_property(rules.get(), place);
    icalproperty_free(place);
  }
  return rules;
}

class Writer {
 public:
  Writer(const Calendar& calendar, const Zone& zone) : calendar_(calendar), zone_(zone) {}

  Result<std::string> write() {
    Component all(icalcomponent_new_vcalendar());
    if (all == nullptr) return no_memory();
    bool good = add(all.get(), icalproperty_new_version("2.0"));
    good = good && add(all.get(), icalproperty_new_prodid(product));
    good = good && add(all.get(), icalproperty_new_calscale("GREGORIAN"));
    good = good && add(all.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    if (icalproperty* name = icalproperty_new_x(calendar_.name.c_str())) {
      icalproperty_set_x_name(name, "X-WR-CALNAME");
      icalcomponent_add_property(all.get(), name);
    }
    if (!good) return no_memory();
    const int year = static_cast<int>(zone_.date_at(calendar_.stamp).year()) - 1;
    if (Component rules = rules_of(calendar_.zone, year)) {
      in_zone_ = true;
      icalcomponent_add_component(all.get(), rules.release());
    }
    for (const Event& event : calendar_.events) {
      Component one = component_of(event);
      if (one == nullptr) return no_memory();
      icalcomponent_add_component(all.get(), one.release());
    }
    char* text = icalcomponent_as_ical_string_r(all.get());
    if (text == nullptr) return no_memory();
    std::string written(text);
    icalmemory_free_buffer(text);
    return written;
  }

 private:
  static Error no_memory() {
    return {HV_INTERNAL, "no_memory", "The calendar could not be made: no memory is left."};
  }

  Component component_of(const Event& event) const {
    Component made(icalcomponent_new_vevent());
    if (made == nullptr) return nullptr;
    icalcomponent* const e = made.get();
    bool good = add(e, icalproperty_new_uid(event.uid.c_str()));
    good = good && add(e, icalproperty_new_dtstamp(utc(calendar_.stamp)));
    good = good && add(e, icalproperty_new_sequence(event.sequence));
    good = good && add(e, icalproperty_new_summary(event.summary.c_str()));
    good = good && add(e, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    good = good && add(e, icalproperty_new_status(status_of(event.standing)));
    good = good && add(e, icalproperty_new_transp(event.standing == Standing::cancelled
                                                      ? ICAL_TRANSP_TRANSPARENT
                                                      : ICAL_TRANSP_OPAQUE));
    if (!event.url.empty()) good = good && add(e, icalproperty_new_url(event.url.c_str()));
    return good && add_times(e, event) ? std::move(made) : nullptr;
  }

  static icalproperty_status status_of(Standing standing) {
    switch (standing) {
      case Standing::tentative:
        return ICAL_STATUS_TENTATIVE;
      case Standing::cancelled:
        return ICAL_STATUS_CANCELLED;
      case Standing::confirmed:
        break;
    }
    return ICAL_STATUS_CONFIRMED;
  }

  bool add_times(icalcomponent* e, const Event& event) const {
    if (event.start_time.empty()) return add(e, icalproperty_new_dtstart(day_of(event.date)));
    const int begin = minutes_of(event.start_time);
    if (!in_zone_) {
      const std::int64_t from = zone_.moment_at(event.date, begin);
      return add(e, icalproperty_new_dtstart(utc(from))) &&
             add(e, icalproperty_new_dtend(utc(from + event.minutes * std::int64_t{60'000})));
    }
    return add(e, with_zone(icalproperty_new_dtstart(local(event.date, begin)))) &&
           add(e, with_zone(icalproperty_new_dtend(local(event.date, begin + event.minutes))));
  }

  static icaltimetype local(Date date, int minutes) {
    icaltimetype time = day_of(add_days(date, minutes / (24 * 60)));
    time.is_date = 0;
    time.hour = minutes % (24 * 60) / 60;
    time.minute = minutes % 60;
    time.second = 0;
    return time;
  }

  icalproperty* with_zone(icalproperty* property) const {
    if (property == nullptr) return nullptr;
    if (icalparameter* zone = icalparameter_new_tzid(calendar_.zone.c_str()))
      icalproperty_add_parameter(property, zone);
    return property;
  }

  const Calendar& calendar_;
  const Zone& zone_;
  bool in_zone_ = false;
};

}  // namespace

Result<std::string> write(const Calendar& calendar, const Zone& zone) {
  return Writer(calendar, zone).write();
}

}  // namespace homevisit::calendar
