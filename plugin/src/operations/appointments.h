// Where visits that are to come are found without knowing whose they are: for a visitor's calendar,
// for the colleague in the background, for a link that says no more than which visit it is about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/appointments.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct Planned {
  std::string student;  // by the id that the system uses now
  Appointment appointment;
};

// Those that `wanted` is true of, by day and time. Opens what is kept of each student who has any.
Result<std::vector<Planned>> planned_visits(Context& context,
                                            const std::function<bool(const Appointment&)>& wanted);

// "HH:MM" at the school, now.
std::string time_now(const Context& context);

// How long a visit takes by the programme of that day's school year, in minutes.
int visit_minutes(const Context& context, const school::School& school, Date day);

// R44: visits of which the visitor should have come out by now.
Result<int> overdue_visits(Context& context);

}  // namespace homevisit::operations
