#include "domain/progress/tally.h"

#include <algorithm>

#include "domain/school/programme_rules.h"

namespace homevisit::progress {
namespace {

constexpr int summer_from = 40;  // days before the end of a school year: nobody plans visits then

bool is_weekend(int day) {
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(day))};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

void Tally::add(const Standing& s) {
  ++in_scope;
  ++columns[static_cast<std::size_t>(s.column)];
  ++reached[static_cast<std::size_t>(s.column)][static_cast<std::size_t>(s.reached())];
  informed += s.informed ? 1 : 0, invited += s.invited ? 1 : 0, asked += s.asked ? 1 : 0;
  agreed += s.agreed ? 1 : 0, answered += s.answered ? 1 : 0;
  appointment_settled += s.appointment_settled ? 1 : 0;
  contact_settled += s.contact_settled ? 1 : 0;
  attempts += s.attempts;
  if (s.column == Column::not_spoken) not_spoken_attempts += s.attempts;
  cancelled_by_family += s.cancelled_by_family;
  cancelled_by_school += s.cancelled_by_school;
  no_show += s.no_show;
  held_at_home += s.held_at_home, held_elsewhere += s.held_elsewhere;
  reports_in_time += s.reports_in_time, reports_late += s.reports_late;
  reports_missing += s.reports_missing;
  agreements_open += s.agreements_open, agreements_overdue += s.agreements_overdue;
  for (std::size_t i = 0; i < minutes.size(); ++i) minutes[i] += s.minutes[i];
  for (std::size_t i = 0; i < purposes.size(); ++i) purposes[i] += s.purposes[i];
}

void Tally::add(const Tally& o) {
  in_scope += o.in_scope;
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] += o.columns[i];
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (std::size_t step = 0; step < reached[i].size(); ++step)
      reached[i][step] += o.reached[i][step];
  informed += o.informed, invited += o.invited, asked += o.asked, agreed += o.agreed;
  answered += o.answered, appointment_settled += o.appointment_settled;
  contact_settled += o.contact_settled;
  attempts += o.attempts, not_spoken_attempts += o.not_spoken_attempts;
  cancelled_by_family += o.cancelled_by_family;
  cancelled_by_school += o.cancelled_by_school;
  no_show += o.no_show;
  held_at_home += o.held_at_home, held_elsewhere += o.held_elsewhere;
  reports_in_time += o.reports_in_time, reports_late += o.reports_late;
  reports_missing += o.reports_missing;
  agreements_open += o.agreements_open, agreements_overdue += o.agreements_overdue;
  of_two_guardians += o.of_two_guardians, both_have_notice += o.both_have_notice;
  still_to_tell += o.still_to_tell;
  silent += o.silent;
  for (std::size_t i = 0; i < minutes.size(); ++i) minutes[i] += o.minutes[i];
  for (std::size_t i = 0; i < purposes.size(); ++i) purposes[i] += o.purposes[i];
  for (const auto& [language, contacts] : o.interpreted) interpreted[language] += contacts;
}

bool is_silent(const Standing& standing, int since) {
  return !standing.rests && standing.last_contact < since;
}

Drift drift_of(const Tally& tally, const school::Programme& programme, Date as_of) {
  const int today = day_number(as_of);
  const int from = day_number(school_year_start(as_of));
  int until = day_number(next_school_year_start(as_of)) - summer_from;
  if (programme.pilot && programme.pilot->until.ok())
    until = std::min(until, day_number(programme.pilot->until));
  int days = 0, passed = 0;
  for (int day = from; day <= until; ++day) {
    if (is_weekend(day) || school::closed_on(programme, date_of(day)) != nullptr) continue;
    ++days;
    if (day < today) ++passed;
  }
  Drift drift;
  drift.asked = tally.asked;
  if (days > 0)
    drift.expected = static_cast<int>(static_cast<std::int64_t>(tally.in_scope) * passed / days);
  drift.behind = (drift.expected - drift.asked) * 10 > tally.in_scope;
  return drift;
}

}  // namespace homevisit::progress
