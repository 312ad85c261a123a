// Families who have not been spoken to yet (R92 to R95), and why a visit has not come about (R98):
// pure functions over what is known.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/status.h"
#include "domain/contact.h"
#include "domain/history.h"
#include "domain/roster.h"

namespace homevisit {

// Four things that are never taken for one another (R98), and the other answers, which are none of
// them. What a family said comes before what became of an appointment, and that before attempts.
enum class WhyNoVisit {
  declined,    // or withdrawn
  deferred,    // "not now"
  other_form,  // they would rather talk at school, by phone or online
  no_show,     // the appointment did not take place
  cancelled_by_family,
  cancelled_by_school,
  not_reached  // "Nog niet gesproken"
};

// Of the school year of `day`. Nothing where there was a talk, a visit is planned, somebody said
// that it is welcome, or nobody has tried yet. Guardians who answer differently are told apart by
// may_visit_home; here, one "welcome" keeps the visit open. From 18 the student's own answer
// counts, and no guardian's (rule 6).
std::optional<WhyNoVisit> why_no_visit(const StudentFile& file, const History& history, Date day);

// R94: tried, and not spoken to yet. Only an answer, a talk or a contact ends this; the end of a
// school year does not.
bool not_spoken_yet(const StudentFile& file, const History& history, Date day);

// The next step of the ladder for a family that is not spoken to yet: the first that was not tried,
// and after the last the one that was tried longest ago. Nothing where the ladder has ended, or
// nobody has begun. Never the door where may_attempt refuses it.
std::optional<Approach> next_approach(const History& history, const StudentFile& file, Date day);

// R92: pupils bring their parents from the last years of primary school on. An age that the roster
// does not know is not taken for a small child's.
bool may_bring_parents(const Student& student, Date day);

// R92, R95 and what a form cannot say. `today` bounds the date.
Status check_attempt(const StudentFile& file, const History& history, const AttemptMade& attempt,
                     Date today);

// R93: may anything of the file be said to this stand-in? Only where a guardian agreed to it and
// has not ended it by then.
bool may_hear_dossier(const History& history, const std::string& relation, Date day);

}  // namespace homevisit
