// Appointments as iCalendar (RFC 5545), by libical. A calendar is copied to other servers and shown
// on other screens, so nothing private goes in: what is given here is all that is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"

namespace homevisit::calendar {

enum class Standing { tentative, confirmed, cancelled };

struct Event {
  std::string uid;   // stays the same through all changes
  int sequence = 0;  // how often it was changed
  Date date{};
  std::string start_time;  // "HH:MM" by the clocks of the zone; "": the whole day
  int minutes = 60;
  Standing standing = Standing::confirmed;
  std::string summary;
  std::string url;  // "": none
};

struct Calendar {
  std::string name;
  std::string zone;        // IANA name; one that libical does not know gives times in UTC
  std::int64_t stamp = 0;  // when it is written, in milliseconds since 1970
  std::vector<Event> events;
};

// [any] HV_INTERNAL where libical has no memory.
Result<std::string> write(const Calendar& calendar, const Zone& zone);

}  // namespace homevisit::calendar
