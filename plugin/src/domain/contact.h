// How a family is approached before and between visits: invitations, attempts, what suits them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/answer.h"
#include "domain/visit.h"

namespace homevisit {

// Which text was given to read, as it was then.
struct NoticeReference {
  std::string id;        // of the notice
  std::string version;   // of that language
  std::string hash;      // SHA-256 of the text, hexadecimal
  std::string language;  // BCP 47
};
template <typename A>
void fields(A& a, NoticeReference& v) {
  a("id", v.id), a("version", v.version), a("hash", v.hash), a("language", v.language);
}

// R29: the notice was given or told to a guardian, or in its own version to the pupil.
struct NoticeGiven {
  static constexpr const char* type = "notice_given";
  std::string guardian;  // "": the pupil
  Date date{};
  Channel channel = Channel::letter;
  NoticeReference notice;
};
template <typename A>
void fields(A& a, NoticeGiven& v) {
  a("guardian", v.guardian), a("date", v.date), a("channel", v.channel), a("notice", v.notice);
}

// A day and a time that a guardian could choose (R36). Times are "HH:MM" at the school.
struct Slot {
  Date date{};
  std::string from, to;
};
template <typename A>
void fields(A& a, Slot& v) {
  a("date", v.date), a("from", v.from), a("to", v.to);
}

// Asked whether a visit is welcome (R34). Counts as informed only after a NoticeGiven (R29).
struct InvitationSent {
  static constexpr const char* type = "invitation_sent";
  std::string id;        // UUID
  std::string guardian;  // "": the student, from 16
  Date date{};
  Channel channel = Channel::letter;
  std::string language;
  std::vector<Slot> slots;
};
template <typename A>
void fields(A& a, InvitationSent& v) {
  a("id", v.id), a("guardian", v.guardian), a("date", v.date), a("channel", v.channel);
  a("language", v.language), a("slots", v.slots);
}

// The ladder for a family that has not been spoken to (R92 to R95).
enum class Approach {
  phone,
  message,
  email,
  letter,
  via_pupil,       // R92: upper primary and secondary pupils bring their parents
  via_relative,    // R93: a grandparent or an aunt
  student_mentor,  // R49
  contact_person,  // R46
  buddy,           // R48
  at_school,       // at the gate, a parents' evening
  other_place,     // R94: the football field
  doorstep         // R95: unannounced; never a visit, never after a decline
};
enum class AttemptResult { spoken, message_left, no_one_there, details_wrong, visit_arranged };

struct AttemptMade {
  static constexpr const char* type = "attempt_made";
  std::string id;        // UUID
  std::string guardian;  // whom it was meant for; "" the family
  Date date{};
  std::string time;  // "HH:MM" or ""
  Approach approach = Approach::phone;
  AttemptResult result = AttemptResult::no_one_there;
  std::string made_by;   // staff id
  std::string stand_in;  // R93: who was spoken to instead, as a relation ("grandmother"); no name
};
template <typename A>
void fields(A& a, AttemptMade& v) {
  a("id", v.id), a("guardian", v.guardian), a("date", v.date), a("time", v.time);
  a("approach", v.approach), a("result", v.result), a("made_by", v.made_by);
  a("stand_in", v.stand_in);
}

// Noted with the wrong student, in the wrong way or on the wrong day. An attempt is the school's
// own work and nobody's word: whoever noted it may say so too, which of an answer or a visit only a
// second person may.
struct AttemptVoided {
  static constexpr const char* type = "attempt_voided";
  std::string attempt;  // its id
};
template <typename A>
void fields(A& a, AttemptVoided& v) {
  a("attempt", v.attempt);
}

// R93: a guardian agreed that this adult may be spoken to in their place, and about what.
struct StandInAgreed {
  static constexpr const char* type = "stand_in_agreed";
  std::string id;  // UUID
  std::string guardian;
  std::string relation;           // "grandmother", "aunt"
  bool may_hear_dossier = false;  // else nothing of the file is shared with them
  Date date{};
  std::optional<Date> ended;
};
template <typename A>
void fields(A& a, StandInAgreed& v) {
  a("id", v.id), a("guardian", v.guardian), a("relation", v.relation);
  a("may_hear_dossier", v.may_hear_dossier), a("date", v.date), a("ended", v.ended);
}

// R30, R36: what suits a family when a visit is planned. There is no member for a reason.
enum class VisitorWish { any, woman, man, known_person };
enum class TimeOfDay { any, morning, afternoon, after_school, evening };
struct PlanningWishSet {
  static constexpr const char* type = "planning_wish_set";
  std::string guardian;
  VisitorWish visitor = VisitorWish::any;
  TimeOfDay time = TimeOfDay::any;
  std::vector<std::string> weekdays;  // "monday" to "sunday"; none: any
};
template <typename A>
void fields(A& a, PlanningWishSet& v) {
  a("guardian", v.guardian), a("visitor", v.visitor), a("time", v.time);
  a("weekdays", v.weekdays);
}

// R39: "I call every Thursday at 15:45". The parent may end it; ending is no failure.
enum class EndedBy { nobody, parent, school, together };
struct RecurringContactSet {
  static constexpr const char* type = "recurring_contact_set";
  std::string id;  // UUID
  std::string guardian;
  std::string form;  // phone, message, school, online, home
  std::string when;  // in words: "Thursday 15:45"
  Date from{};
  std::optional<Date> ended;
  EndedBy ended_by = EndedBy::nobody;
};
template <typename A>
void fields(A& a, RecurringContactSet& v) {
  a("id", v.id), a("guardian", v.guardian), a("form", v.form), a("when", v.when);
  a("from", v.from), a("ended", v.ended), a("ended_by", v.ended_by);
}

// R44: when the visitor went in and came out, for the backstop. Nothing about the family.
struct BackstopNoted {
  static constexpr const char* type = "backstop_noted";
  std::string visit;
  std::string check_in, check_out;  // "HH:MM"
};
template <typename A>
void fields(A& a, BackstopNoted& v) {
  a("visit", v.visit), a("check_in", v.check_in), a("check_out", v.check_out);
}

// R48: two families who know that the other agreed; a purpose, never an origin.
struct BuddyLinked {
  static constexpr const char* type = "buddy_linked";
  std::string id;             // UUID
  std::string guardian;       // of this student
  std::string other_student;  // whose family the buddy is of
  std::string other_guardian;
  std::string purpose;   // the topic that they chose themselves, or "language"
  std::string language;  // BCP 47, where that is the purpose
  bool agreed = false;   // this guardian
  bool other_agreed = false;
  Date date{};
  std::optional<Date> ended;
};
template <typename A>
void fields(A& a, BuddyLinked& v) {
  a("id", v.id), a("guardian", v.guardian), a("other_student", v.other_student);
  a("other_guardian", v.other_guardian), a("purpose", v.purpose), a("language", v.language);
  a("agreed", v.agreed), a("other_agreed", v.other_agreed), a("date", v.date);
  a("ended", v.ended);
}

}  // namespace homevisit
