// What follows from a programme, and what a programme must be. Pure functions; a refusal has a
// code, a pointer into the request and a sentence that says what to do.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/school/school.h"

namespace homevisit::school {

// R53, R54, R56: the programme's own norms, where it sets none those of the type of school.
Norms norms_of(const Programme& programme);

// R52: minutes in the yearly task of this member of staff; 0 of who does not take part, or where
// nothing is set.
int budget_of(const School& school, const std::string& school_year, const std::string& staff);

// R24: the closed days that this day is among; null on a day when families can be visited.
const ClosedDays* closed_on(const Programme& programme, Date day);

// The first who has this task; null where nobody has.
const Officer* officer_for(const Programme& programme, OfficerTask task);

// R2: may a visit be planned for this member of staff? Refuses who said that they do not take part,
// without asking why, and who is outside a trial that runs.
Status check_visitor(const School& school, const std::string& staff, Date day,
                     const std::string& pointer);

// R17: no new visits once a trial was stopped. Where there is no programme, nothing is refused.
Status check_running(const School& school, Date day);

// "2026-2027": a name of two years that follow on each other.
bool is_school_year(const std::string& name);
Date begin_of_school_year(const std::string& name);  // REQUIRES: is_school_year
Date end_of_school_year(const std::string& name);    // its last day

// A reason in words, not a mark that fills the field.
bool says_something(const std::string& reason);

// What is asked for, as it will be written: checked (R4, R16, R17, R24, R44, R54), and with the
// decision on a trial of before kept. `before`: the newest programme of that year, null where there
// is none. Whether students, groups and staff exist is for the caller to look up.
Result<Programme> checked_programme(Programme asked, const Programme* before, Date today);

// R4: the programme that waits for a second person, approved by `approver` (a staff id).
Result<Programme> approved_programme(const School& school, const std::string& school_year,
                                     const std::string& approver);

// R4: the end of the one that waits, without agreement. It is taken back where it was `staff` who
// made it.
Result<ProposalEnded> ended_proposal(const School& school, const std::string& school_year,
                                     const std::string& staff, std::string reason);

// R17: the decision at the end of a trial, or before.
Result<Programme> decided_programme(const School& school, const std::string& school_year,
                                    PilotDecision decision, Date today);

// R24: the same programme with these days closed too; days that are there already come once.
Result<Programme> with_closed_days(const School& school, const std::string& school_year,
                                   const std::vector<ClosedDays>& days);
// Without the days of this name that begin then. HV_NOT_FOUND where there are none.
Result<Programme> without_closed_days(const School& school, const std::string& school_year,
                                      Date from, const std::string& name);

}  // namespace homevisit::school
