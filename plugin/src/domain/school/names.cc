// The names of the school's values that are written down. They stand in journals and schemas: never
// change one.
#include "domain/name_tables.h"
#include "domain/school/event.h"

namespace homevisit {

HV_NAMES(school::Cadence, HV_N(school::Cadence, every_year), HV_N(school::Cadence, on_entry),
         HV_N(school::Cadence, new_pupil), HV_N(school::Cadence, every_n_years),
         HV_N(school::Cadence, ad_hoc))
HV_NAMES(school::ScopeKind, HV_N(school::ScopeKind, whole_cohort), HV_N(school::ScopeKind, chosen))
HV_NAMES(school::PilotDecision, HV_N(school::PilotDecision, undecided),
         HV_N(school::PilotDecision, goes_on), HV_N(school::PilotDecision, adapted),
         HV_N(school::PilotDecision, stopped))
HV_NAMES(school::SchoolType, HV_N(school::SchoolType, primary), HV_N(school::SchoolType, secondary),
         HV_N(school::SchoolType, special))
HV_NAMES(school::OfficerTask, HV_N(school::OfficerTask, contact_point),
         HV_N(school::OfficerTask, backstop), HV_N(school::OfficerTask, confidant),
         HV_N(school::OfficerTask, care_coordinator), HV_N(school::OfficerTask, appointed_officer))
HV_NAMES(school::ClosedKind, HV_N(school::ClosedKind, school_holiday),
         HV_N(school::ClosedKind, feast_day), HV_N(school::ClosedKind, school_day_off))
HV_NAMES(school::Section, HV_N(school::Section, purpose), HV_N(school::Section, who_comes),
         HV_N(school::Section, preferences), HV_N(school::Section, appointment),
         HV_N(school::Section, how_often), HV_N(school::Section, information_use),
         HV_N(school::Section, questions))
HV_NAMES(school::Audience, HV_N(school::Audience, parents), HV_N(school::Audience, pupils))
HV_NAMES(school::Participation, HV_N(school::Participation, not_asked),
         HV_N(school::Participation, in), HV_N(school::Participation, not_in))
HV_NAMES(school::DebriefState, HV_N(school::DebriefState, offered),
         HV_N(school::DebriefState, done), HV_N(school::DebriefState, not_wanted))
HV_NAMES(school::WentWell, HV_N(school::WentWell, unknown), HV_N(school::WentWell, yes),
         HV_N(school::WentWell, partly), HV_N(school::WentWell, no))
HV_NAMES(school::ProblemKind, HV_N(school::ProblemKind, time),
         HV_N(school::ProblemKind, usefulness), HV_N(school::ProblemKind, skill),
         HV_N(school::ProblemKind, fear), HV_N(school::ProblemKind, organisation),
         HV_N(school::ProblemKind, other))
HV_NAMES(school::ProblemState, HV_N(school::ProblemState, open), HV_N(school::ProblemState, solved),
         HV_N(school::ProblemState, let_go))
HV_NAMES(school::Respondent, HV_N(school::Respondent, staff), HV_N(school::Respondent, parent),
         HV_N(school::Respondent, pupil))
HV_NAMES(school::Question, HV_N(school::Question, experience), HV_N(school::Question, information),
         HV_N(school::Question, relation), HV_N(school::Question, care_consultation),
         HV_N(school::Question, own_initiative), HV_N(school::Question, fewer_misunderstandings))
HV_NAMES(school::Score, HV_N(school::Score, none), HV_N(school::Score, no),
         HV_N(school::Score, a_little), HV_N(school::Score, mostly), HV_N(school::Score, yes))
HV_NAMES(school::FilledBy, HV_N(school::FilledBy, link), HV_N(school::FilledBy, paper),
         HV_N(school::FilledBy, typed_in))
HV_NAMES(school::ActionKind, HV_N(school::ActionKind, organisation),
         HV_N(school::ActionKind, personal))
HV_NAMES(school::ActionState, HV_N(school::ActionState, open), HV_N(school::ActionState, done),
         HV_N(school::ActionState, let_go))
HV_NAMES(school::Decision, HV_N(school::Decision, undecided), HV_N(school::Decision, goes_on),
         HV_N(school::Decision, adapted), HV_N(school::Decision, stopped))

}  // namespace homevisit
