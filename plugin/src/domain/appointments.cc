#include "domain/appointments.h"

#include "domain/described.h"
#include "domain/fallen_visits.h"

namespace homevisit {
namespace {

struct Kept {
  std::vector<Appointment> appointments;
};
template <typename A>
void fields(A& a, Kept& v) {
  a("appointments", v.appointments);
}

}  // namespace

Appointment appointment_of(const VisitEntry& entry) {
  const Visit& visit = entry.visit;
  Appointment appointment{
      visit.id, visit.date, visit.start_time, visit.state, visit.place, visit.visitors, "", "",
      "",       0};
  if (visit.backstop) {
    appointment.backstop = visit.backstop->staff;
    appointment.check_in = visit.backstop->check_in;
    appointment.check_out = visit.backstop->check_out;
  }
  appointment.changes = static_cast<int>(entry.reports.size()) - 1;
  if (entry.voided) {
    appointment.state = VisitState::cancelled_by_school;
    ++appointment.changes;
  }
  return appointment;
}

std::vector<Appointment> appointments_of(const History& history) {
  std::vector<Appointment> appointments;
  for (const VisitEntry& entry : history.visits)
    if (is_planned(entry.visit.state) || is_called_off(entry.visit.state))
      appointments.push_back(appointment_of(entry));
  return appointments;
}

std::string write_appointments(const History& history) {
  const Kept kept{appointments_of(history)};
  if (kept.appointments.empty()) return {};
  json::Writer w;
  w.begin_object();
  write_members(w, kept);
  return w.end_object().take();
}

Result<std::vector<Appointment>> read_appointments(std::string_view body) {
  if (body.empty()) return std::vector<Appointment>();
  const auto document = json::Document::parse(body, {.bytes = 4 << 20, .depth = 8});
  if (!document) return document.error();
  return read_members<Kept>(document->root()).appointments;
}

int minutes_of(std::string_view time) {
  if (time.size() != 5) return -1;
  const auto digit = [&](std::size_t at) { return time[at] - '0'; };
  return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}

Out out_state(const Appointment& appointment, int minutes, Date today, int now) {
  const bool stands =
      appointment.state == VisitState::confirmed || appointment.state == VisitState::rescheduled;
  if (appointment.backstop.empty() || (!stands && appointment.check_in.empty()))
    return Out::no_backstop;
  if (is_called_off(appointment.state)) return Out::no_backstop;
  if (!appointment.check_out.empty()) return Out::back;
  const int since = days_between(appointment.date, today);
  if (since < 0) return Out::to_come;
  if (since > 1) return Out::no_backstop;
  // The later of what was planned and when they went in; without either, nothing can be late.
  const int begin = std::max(minutes_of(appointment.start_time), minutes_of(appointment.check_in));
  if (begin < 0) return Out::to_come;
  const int passed = since * 24 * 60 + now - begin;
  if (passed > minutes + minutes_of_grace) return Out::overdue;
  return appointment.check_in.empty() ? Out::to_come : Out::out;
}

}  // namespace homevisit
