// The rules of home visits: pure functions over what is known. Each failure is
// HV_FAILED_PRECONDITION or HV_INVALID_ARGUMENT with a code, a pointer into the request and a
// sentence that says what to do.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"
#include "domain/roster.h"

namespace homevisit {

struct Policy {
  bool minor_sibling_may_interpret = false;  // school's choice; the pupil never may (R45)
  int visit_minutes_norm = 60;               // R53: soft warnings only
  int total_minutes_least = 90, total_minutes_most = 150;
};

// What a mentor should hear but need not obey. `code` is translated by the views.
struct Warning {
  std::string code, pointer, message;
};

// May a visit take place at this guardian's home on that day? After a decline, a withdrawal or
// within a deferral: no (rules 2 and 5). "" : at no guardian's home in particular, then any home
// answers.
Status may_visit_home(const StudentFile& file, const History& history, const std::string& guardian,
                      Date day);

// R45. Refuses the pupil and every pupil of the school in that family; a minor sibling unless the
// policy allows it with a warning.
Status check_interpreter(const StudentFile& file, const Interpreter& interpreter, Date day,
                         const Policy& policy, const std::string& pointer);

// Everything about a visit that is to be recorded, revised or planned. `today` bounds the date: a
// held visit lies not in the future, a planned one not in the past.
Status check_visit(const StudentFile& file, const History& history, const Visit& visit,
                   const Policy& policy, Date today);
std::vector<Warning> visit_warnings(const Visit& visit, const Policy& policy);
// R10: a hint on one word, see wording.h.
Warning labelling(const std::string& word, std::string pointer);

Status check_change_of_visit(const VisitEntry& entry, const VisitChanged& change, Date today);
// R62: what goes well is filled in, or skipped on purpose.
Status check_sign_off(const VisitEntry& entry);

// Does this answer say that nobody is to come to the door on that day? Null: nothing was said.
bool says_not_at_home(const Answer* answer, Date day);

Status check_answer(const StudentFile& file, const Answer& answer, Date today);
// "Do not ask again before": where a decline or a deferral says nothing, the next school year.
void complete_answer(Answer& answer, const StudentFile& file, Date today);

// R99: guardians who are to be told the same. Custody "no" or "may not be informed" leaves one out.
bool is_to_be_informed(const Guardian& guardian);

// From 16 the student answers for herself (rule 6).
bool answers_for_herself(const Student& student, Date day);

}  // namespace homevisit
