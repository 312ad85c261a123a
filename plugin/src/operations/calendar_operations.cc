// A visitor's appointments for the calendar on their own telephone. A file of it may lie on any
// server afterwards: it says that there is a visit, when, and where to read on after signing in.
#include <algorithm>

#include "calendar/calendar.h"
#include "domain/school/programme_rules.h"
#include "operations/appointments.h"
#include "operations/gate.h"
#include "text/msg.h"

namespace homevisit::operations {
namespace {

using text::msg;

// A visit that was called off is told to calendars for so long.
constexpr int days_back = 31;

const char* summary_of(Place place) {
  switch (place) {
    case Place::school:
      return msg("Talk at school");
    case Place::phone:
      return msg("Talk by phone");
    case Place::online:
      return msg("Talk online");
    case Place::home:
    case Place::elsewhere:
      break;
  }
  return msg("Home visit");
}

calendar::Standing standing_of(VisitState state) {
  if (state == VisitState::proposed) return calendar::Standing::tentative;
  return is_planned(state) ? calendar::Standing::confirmed : calendar::Standing::cancelled;
}

// Where our pages are, as who asks has them; else as they were configured; "" where not known.
std::string address_of_pages(const Call& call) {
  std::string links = call.text("address");
  return links.empty() ? call.context.config.lti.url : links;
}

int minutes_of_talk(const Call& call, const school::School& school, const Appointment& at) {
  const school::Programme* programme = school.programme(school::school_year_of(at.date));
  if (programme != nullptr && at.place != Place::home && at.place != Place::elsewhere)
    return school::norms_of(*programme).talk_at_school;
  return visit_minutes(call.context, school, at.date);
}

Result<std::string> written(const Call& call, const std::vector<Appointment>& appointments) {
  Context& context = call.context;
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const std::string address = address_of_pages(call);
  calendar::Calendar all;
  all.name = call.words.text("Home visits");
  all.zone = context.config.time_zone;
  all.stamp = context.clock->now_ms();
  for (const Appointment& at : appointments) {
    // R44: who waits in the background has the times, and no way to whose visit it is.
    const bool waits = call.name == "calendar.feed" && at.backstop == call.actor.staff;
    const std::string page = waits ? "/backstop" : "/visits/" + at.visit;
    all.events.push_back({at.visit, at.changes, at.date, at.start_time,
                          minutes_of_talk(call, *school, at), standing_of(at.state),
                          waits ? call.words.text("In the background of a visit")
                                : call.words.text(summary_of(at.place)),
                          address.empty() ? "" : address + page});
  }
  HV_ASSIGN(std::string text, calendar::write(all, context.zone));
  json::Writer w;
  return w.begin_object().member("calendar", text).end_object().take();
}

Result<std::string> feed(const Call& call) {
  Context& context = call.context;
  const std::string& staff = call.actor.staff;
  if (staff.empty())
    return Error{HV_PERMISSION_DENIED, "no_own_calendar",
                 "A calendar is of a member of staff. Sign in as yourself."};
  const Date since = add_days(context.today(), -days_back);
  HV_ASSIGN(const auto planned, planned_visits(context, [&](const Appointment& at) {
              return at.date >= since &&
                     (at.backstop == staff ||
                      std::count(at.visitors.begin(), at.visitors.end(), staff) > 0);
            }));
  std::vector<Appointment> appointments;
  for (const Planned& one : planned) appointments.push_back(one.appointment);
  return written(call, appointments);
}

// One appointment, to be sent on by who plans it.
Result<std::string> of_visit(const Call& call) {
  Context& context = call.context;
  HV_TRY(view_of(context, call.actor, call.student()));
  HV_ASSIGN(const SharedHistory history, context.histories.read(*context.journal, call.student()));
  for (const Appointment& at : appointments_of(*history))
    if (at.visit == call.text("visit")) return written(call, {at});
  return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
               "/visit"};
}

}  // namespace

std::span<const Operation> calendar_operations() {
  static constexpr Operation operations[] = {{"calendar.feed", feed}, {"visit.calendar", of_visit}};
  return operations;
}

}  // namespace homevisit::operations
