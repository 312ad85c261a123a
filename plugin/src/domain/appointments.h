// Visits that are to come, as they are kept beside a student's events: for a visitor's calendar and
// for the colleague in the background. No name, no address and nothing of the family is in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"

namespace homevisit {

struct Appointment {
  std::string visit;  // UUID
  Date date{};
  std::string start_time;  // "HH:MM" at the school; "" where not said
  VisitState state = VisitState::proposed;
  Place place = Place::home;
  std::vector<std::string> visitors;
  std::string backstop, check_in, check_out;
  int changes = 0;  // how often it was changed since it was planned
};
template <typename A>
void fields(A& a, Appointment& v) {
  a("visit", v.visit), a("date", v.date), a("start_time", v.start_time), a("state", v.state);
  a("place", v.place), a("visitors", v.visitors), a("backstop", v.backstop);
  a("check_in", v.check_in), a("check_out", v.check_out), a("changes", v.changes);
}

Appointment appointment_of(const VisitEntry& entry);

// Those that are planned, and those that were called off: a calendar has to be told. One that was
// entered by mistake counts as called off by the school.
std::vector<Appointment> appointments_of(const History& history);

inline constexpr char appointments_name[] = "appointments";  // of the projection
std::string write_appointments(const History& history);      // "" where there are none
Result<std::vector<Appointment>> read_appointments(std::string_view body);

// R44: where a visit with a colleague in the background stands.
enum class Out {
  no_backstop,  // or it is not certain to take place
  to_come,
  out,      // went in, and has not come out
  overdue,  // should have come out by now
  back
};

// Minutes after midnight of "HH:MM"; -1 of "".
int minutes_of(std::string_view time);

// `minutes`: how long a visit usually takes; `now` in minutes after midnight of `today`. A visit of
// yesterday evening is still waited for today, one of the day before no longer.
Out out_state(const Appointment& appointment, int minutes, Date today, int now);
// How long after the planned end nobody worries yet.
inline constexpr int minutes_of_grace = 30;

}  // namespace homevisit
