#include "attendance.h"

#include <algorithm>
#include <vector>

#include "chunks.h"
#include "homevisit/sdk/date.h"
#include "program.h"
#include "writes.h"

namespace homevisit::edfi {
namespace {

constexpr const char* resource = "studentProgramAttendanceEvents";
constexpr std::size_t room = 255;  // attendanceEventReason

struct Event {
  std::string id, date, reason;
  Tagged tagged;
  bool has(const std::string& marker) const {
    return std::find(tagged.markers.begin(), tagged.markers.end(), marker) != tagged.markers.end();
  }
};

std::vector<Event> read_events(const Session& session, std::string_view student) {
  const Config& config = session.config();
  std::vector<Event> events;
  session.each(resource, student_in_program(config, student), [&](const Value& row) {
    if (row["studentReference"]["studentUniqueId"].id() != student ||
        !is_our_program(config, row["programReference"]) ||
        sdk::lower(row["attendanceEventCategoryDescriptor"].text()) !=
            sdk::lower(config.descriptors.attendance_category))
      return;
    Event event;
    event.id = row["id"].text();
    event.date = sdk::calendar_date(row["eventDate"].text()).value_or("");
    event.reason = row["attendanceEventReason"].text();
    event.tagged = read_tagged(event.reason);
    events.push_back(std::move(event));
  });
  return events;
}

auto unchanged(const Event& event) {
  return [&event](const Value& row) { return row["attendanceEventReason"].text() == event.reason; };
}

void set_reason(const Session& session, const Event& event, const std::string& reason) {
  Written written;
  change(
      session, resource, event.id, unchanged(event),
      [&](const Value& row, sdk::JsonWriter& out) {
        copy_members(row, "attendanceEventReason", out);
        out.member("attendanceEventReason", reason);
      },
      written);
}

void take_out(const Session& session, const Event& event, const std::string& marker) {
  if (event.tagged.changed) throw changed_meanwhile(resource);
  Tagged rest = event.tagged;
  std::erase(rest.markers, marker);
  if (rest.markers.empty() &&
      remove(session, resource, event.id, unchanged(event)) != Removal::forbidden)
    return;
  set_reason(session, event, rest.markers.empty() ? "Withdrawn" : write_tagged(rest, room));
}

}  // namespace

void place_visit(const Session& session, std::string_view student, const std::string& marker,
                 std::string_view date, std::string_view title) {
  const Event* on_day = nullptr;
  const std::vector<Event> events = read_events(session, student);
  for (const Event& event : events) {
    if (event.date == date) {
      on_day = &event;
    } else if (event.has(marker)) {
      take_out(session, event, marker);  // the visit was moved to another day
    }
  }
  if (on_day == nullptr) {
    const Config& config = session.config();
    sdk::JsonWriter out;
    out.begin_object();
    write_organization(config, out);
    write_program(config, out);
    out.key("studentReference").begin_object().member("studentUniqueId", student).end_object();
    out.member("eventDate", date);
    out.member("attendanceEventCategoryDescriptor", config.descriptors.attendance_category);
    out.member("attendanceEventReason", write_tagged({std::string(title), {marker}}, room));
    create(session, resource, out.end_object().text());
    return;
  }
  if (on_day->has(marker)) return;
  const bool ours =
      (!on_day->tagged.markers.empty() && !on_day->tagged.changed) || on_day->reason == "Withdrawn";
  Tagged tagged = on_day->tagged;
  if (on_day->reason == "Withdrawn") tagged.title = title;
  tagged.markers.push_back(marker);
  const std::string reason = write_tagged(tagged, room);
  if (ours && !reason.empty()) {
    set_reason(session, *on_day, reason);
  } else {
    session.call().host().info(
        "The attendance event of that day was made or changed by others, or is full; it stands for "
        "this visit too and was left as it is.");
  }
}

bool remove_visit(const Session& session, std::string_view student, const std::string& marker) {
  bool found = false;
  for (const Event& event : read_events(session, student))
    if (event.has(marker)) {
      found = true;
      take_out(session, event, marker);
    }
  return found;
}

}  // namespace homevisit::edfi
