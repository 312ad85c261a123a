// What concerns the visitors themselves: private to the staff leader and the person.
#pragma once

#include <string>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit::school {

// R2: a teacher has a choice too; no reason is asked.
enum class Participation { not_asked, in, not_in };
struct ParticipationSet {
  static constexpr const char* type = "participation_set";
  std::string staff;
  Participation participation = Participation::not_asked;
  std::string school_year;
};
template <typename A>
void fields(A& a, ParticipationSet& v) {
  a("staff", v.staff), a("participation", v.participation), a("school_year", v.school_year);
}

// R21: preparation or training; a first visit together with somebody experienced.
struct PreparationNoted {
  static constexpr const char* type = "preparation_noted";
  std::string staff;
  Date date{};
  std::string what;
  std::string paired_with;  // staff id
};
template <typename A>
void fields(A& a, PreparationNoted& v) {
  a("staff", v.staff), a("date", v.date), a("what", v.what), a("paired_with", v.paired_with);
}

// R42: the visitor feels safe and comfortable; asked before a visit is confirmed. Kept without the
// family, and a "no" without a reason.
struct VisitorReady {
  static constexpr const char* type = "visitor_ready";
  std::string staff;
  std::string visit;  // UUID, which alone does not lead to a student
  bool ready = false;
};
template <typename A>
void fields(A& a, VisitorReady& v) {
  a("staff", v.staff), a("visit", v.visit), a("ready", v.ready);
}

// R55: kilometres of a day, to be paid. No pupil, no address, no route (R54).
struct TravelClaimed {
  static constexpr const char* type = "travel_claimed";
  std::string id;  // UUID
  std::string staff;
  Date date{};
  int kilometres = 0;
  int cents = 0;  // other costs: a ticket
};
template <typename A>
void fields(A& a, TravelClaimed& v) {
  a("id", v.id), a("staff", v.staff), a("date", v.date), a("kilometres", v.kilometres);
  a("cents", v.cents);
}

// R103: offered after a visit that weighed on the visitor; nothing of the family.
enum class DebriefState { offered, done, not_wanted };
struct DebriefNoted {
  static constexpr const char* type = "debrief_noted";
  std::string id;  // UUID
  std::string staff;
  Date date{};
  DebriefState state = DebriefState::offered;
};
template <typename A>
void fields(A& a, DebriefNoted& v) {
  a("id", v.id), a("staff", v.staff), a("date", v.date), a("state", v.state);
}

// R101: the visitor spoke with the confidant: that, and nothing else.
struct ConfidantSpoken {
  static constexpr const char* type = "confidant_spoken";
  std::string staff;
  Date date{};
};
template <typename A>
void fields(A& a, ConfidantSpoken& v) {
  a("staff", v.staff), a("date", v.date);
}

}  // namespace homevisit::school
