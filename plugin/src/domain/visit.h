// A visit and its report: values only. The rules are in rules.h, the JSON forms in codec.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/goal.h"
#include "domain/names.h"
#include "domain/tier.h"

namespace homevisit {

// States of consent-model.md. Declined is no state of a visit: it is an answer (R98).
enum class VisitState {
  proposed,
  confirmed,
  rescheduled,  // still to come
  cancelled_by_family,
  cancelled_by_school,
  no_show,             // the appointment did not take place
  attempted_doorstep,  // rang the bell unannounced; never a visit (R95)
  held,
  interrupted
};
bool is_planned(VisitState);
bool is_contact(VisitState);  // held or interrupted: there was a talk
bool is_closed(VisitState);   // no further change of state

// Another form than a home visit is contact too, not a failure (R3).
enum class Place { home, school, phone, online, elsewhere };

enum class Purpose { acquaintance, progress, parents_request, conflict_repair, other };

enum class PupilPresent { unknown, yes, no, in_the_room };  // R80

// R47. There is no kind "pupil": the interpreter is never the pupil (R45).
enum class InterpreterKind {
  professional_on_site,
  phone,
  app,
  colleague,
  contact_person,
  relative,
  other_adult
};
enum class ArrangedBy { school, parents };

struct Interpreter {
  InterpreterKind kind = InterpreterKind::professional_on_site;
  std::string language;  // BCP 47
  ArrangedBy arranged_by = ArrangedBy::school;
  std::string person;  // id in the roster, where it is somebody of the roster
  std::string name;    // else, if wanted; of an adult
  bool adult = false;  // who recorded it said so, since a pupil bears this name too
};

// R46, R51: who else was there. A role, and a name only where it helps.
struct Companion {
  std::string
      role;  // contact_person, care_coordinator, colleague, relative, outside_professional, other
  std::string name;
};

// Minutes of work; -1: not said (R53). No route, no distance (R54).
struct Durations {
  int visit = -1, travel = -1, consultation = -1, reporting = -1;
};

// R44. Times are "HH:MM" at the school; "" where not said.
struct Backstop {
  std::string staff;
  std::string check_in, check_out;
};

// Whose words a note holds (R9, R10): what was said and what was seen are kept apart.
enum class Voice { parent, pupil, school, seen };

enum class Topic {
  at_home,  // how is it at home (R74)
  strengths,
  attention,  // strengths first (R66)
  wellbeing,
  pride,
  ambitions,
  interests,     // the pupil's own (R64, R65)
  family_does,   // what the family already does (R73)
  own_approach,  // how the parents tackle it themselves, and what they think of it (R73)
  expectations_family,
  expectations_school,
  role_split,      // R84
  trusted_adult,   // R82
  good_to_know,    // R69
  for_class,       // what this means for class (R70)
  values,          // upbringing and values: as the parent's words, confidential (R14)
  parent_raised,   // a point that the parent raised (R12)
  pupil_asked,     // the pupil's question about the visit, or objection to it (R83)
  school_affairs,  // what was told about school (R78)
  other
};
// The widest tier in which a note on this topic may stand, and the one it gets when nothing is
// said.
Tier widest_tier(Topic);
Tier default_tier(Topic);

struct Note {
  Topic topic = Topic::other;
  Voice voice = Voice::parent;
  std::string text;
  Tier tier = Tier::care;
};

// R67, R68: an observation and a joint solution; never a flag of poverty.
enum class NeedKind { device, internet, travel, quiet_place, other };
enum class NeedState { open, solved };
struct Need {
  NeedKind kind = NeedKind::other;
  std::string observation;
  std::string joint_solution;
  NeedState state = NeedState::open;
};

enum class AgreementOwner { school, parent, pupil, other };

// R14, R75, R88.
enum class AgreementKind {
  task,
  joint_activity,
  training,
  school_demonstrates,
  encouragement,
  contact,
  other
};

// R85: what the working together is meant for.
enum class GoalType { none, involvement, using_knowledge, shared_responsibility };

// R84: what, who, by when, and how it stands.
struct Agreement {
  std::string id;  // UUID; made by us
  std::string what;
  AgreementOwner who = AgreementOwner::school;
  std::string name;  // of whom, where it helps
  std::optional<Date> by;
  GoalState state{};
  bool accepted_by_family = false;
  bool fits_family = false;  // asked of the parent: it suits what they want and can (R87)
  AgreementKind kind = AgreementKind::task;
  GoalType goal = GoalType::none;
  std::optional<Date> review{};  // when it is looked at together again
};

// R90: a heavier matter that has a separate appointment. For the care team.
struct ParkedMatter {
  std::string what;
  std::string with{};  // a name or a role
  std::optional<Date> date{};
};

// R91: the family's own solution first; then the id of the plan in the SIS (OPP). For the care
// team.
struct SupportPlan {
  std::string own_solution;
  std::string reference;
  bool empty() const { return own_solution.empty() && reference.empty(); }
};

// R74: what the family's part was in what was decided.
enum class DecisionRole { unsaid, informed, consulted, together };

// R40, R41: chosen freely with this family, never derived from a score.
struct NextContact {
  std::optional<Date> date;
  std::string form;       // home, school, phone, online, message; "" open
  std::string frequency;  // in words
  bool agreed_by_family = false;
};

struct Report {
  std::string goes_well;           // the first block (R62)
  bool goes_well_skipped = false;  // skipped on purpose
  std::vector<std::string> key_points;
  std::vector<Note> notes;
  std::vector<Need> needs;
  std::vector<Agreement> agreements;
  std::optional<NextContact> next_contact;
  DecisionRole decision = DecisionRole::unsaid;
  std::vector<ParkedMatter> parked{};
  std::optional<SupportPlan> support_plan{};
};

struct Visit {
  std::string id;  // UUID
  Date date{};
  std::string start_time;  // "HH:MM" or ""
  VisitState state = VisitState::held;
  Place place = Place::home;
  std::string at_guardian;  // whose home; "" where it is no home or not said
  Purpose purpose = Purpose::acquaintance;
  std::vector<std::string> visitors;   // staff ids, one or more (R43)
  std::vector<std::string> guardians;  // who took part
  std::vector<Companion> companions;
  PupilPresent pupil = PupilPresent::unknown;
  std::optional<Interpreter> interpreter;
  Durations minutes;
  std::optional<Backstop> backstop;
  Report report;
};

}  // namespace homevisit
