// R22, R23: which families are offered a visit in a school year, by the rules of the programme.
// Pure functions. What happens in the school year itself changes nothing here, so that who is in
// the programme stays the same while visits are made: whether a family was visited, said no or was
// not reached yet is for the progress of the programme, not for this.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/date.h"
#include "domain/history.h"
#include "domain/roster.h"
#include "domain/school/programme.h"

namespace homevisit::school {

// Where a family stands with the programme in the school year of a day.
enum class Turn {
  not_in_programme,  // no rule is about this student, or the trial is with others
  another_year,      // a rule is, and says: not this year
  on_cause,          // when there is cause, or the family asks (Cadence::ad_hoc)
  not_known,         // the roster does not say whether the pupil is new: somebody should look
  this_year
};

// What the rules look at of one student's past, as of the school year of a day.
struct Past {
  Ternary new_here = Ternary::unknown;  // came to the school in this school year
  // The last time before this school year that a family was offered a visit and that was that: a
  // visit took place, the family said no, or a talk took the place of a visit as they wished.
  std::optional<Date> last_offer;
};

// `first_day`: RosterStore::first_day of the student; `roster_from`: earliest_first_day, without
// which a roster that holds this year only would make everybody new.
Ternary new_here(std::optional<Date> first_day, std::optional<Date> roster_from, Date day);
// The last offer before the school year of `day`; see Past.
std::optional<Date> last_offer_before_year_of(const History& history, Date day);

// Does a rule that says `said` mean the year that the roster calls `known`? Small and great
// letters, zeros in front and a word like "groep" are no difference: "groep 1" is "1" and "01".
bool is_same_year(std::string_view said, std::string_view known);

// Is this rule about this student at all, whatever it offers?
bool is_about(const CohortRule& rule, const Student& student, std::span<const Group> groups);

// `groups`: those that the student is in on `day`. Where several rules are about a student, the one
// that offers most counts. A choice of students stands instead of the rules (R4). Nobody is due in
// a trial that was stopped, nor outside a trial that runs (R17).
Turn turn_of(const Programme& programme, const Student& student, std::span<const Group> groups,
             const Past& past, Date day);

// Is this family offered a visit this school year? turn_of is this_year.
bool is_due(const Programme& programme, const Student& student, std::span<const Group> groups,
            const Past& past, Date day);

}  // namespace homevisit::school
