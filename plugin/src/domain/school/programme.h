// R16: what the school has decided about home visits for a school year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/names.h"
#include "domain/visit.h"

namespace homevisit::school {

// R22: how often a family of a cohort is offered a visit.
enum class Cadence { every_year, on_entry, new_pupil, every_n_years, ad_hoc };

// R23: which students a rule is about: those of these years of the SIS, or of these groups; with
// neither, everybody.
struct CohortRule {
  std::string name;  // "Groep 1 en 2"; "" where it speaks for itself
  std::vector<std::string> years, groups;
  Cadence cadence = Cadence::every_year;
  int every = 0;  // years, for every_n_years
};
template <typename A>
void fields(A& a, CohortRule& v) {
  a("name", v.name), a("years", v.years), a("groups", v.groups), a("cadence", v.cadence);
  a("every", v.every);
}

// R4: everybody of the cohorts, unless a leader gives a reason and a second role agrees.
enum class ScopeKind { whole_cohort, chosen };
struct Scope {
  ScopeKind kind = ScopeKind::whole_cohort;
  std::vector<std::string> students;  // of a chosen scope
  std::string reason;
  std::string approved_by;  // staff id of the second person
};
template <typename A>
void fields(A& a, Scope& v) {
  a("kind", v.kind), a("students", v.students), a("reason", v.reason);
  a("approved_by", v.approved_by);
}

// R17: a trial with an end; then somebody decides.
enum class PilotDecision { undecided, goes_on, adapted, stopped };
struct Pilot {
  Date until{};
  std::vector<std::string> groups, staff;  // who takes part; none: everybody
  PilotDecision decision = PilotDecision::undecided;
  Date decided_on{};
};
template <typename A>
void fields(A& a, Pilot& v) {
  a("until", v.until), a("groups", v.groups), a("staff", v.staff), a("decision", v.decision);
  a("decided_on", v.decided_on);
}

// R54: pupils of special and of secondary schools live further apart (norms_of, programme_rules.h).
enum class SchoolType { primary, secondary, special };

// R53, R54, R56: minutes that a contact usually takes, by its place; 0: the defaults. Norms are
// soft: going over one is a hint to the visitor, never a failure.
struct Norms {
  int visit_most = 0;                   // 60
  int total_least = 0, total_most = 0;  // 90 to 150
  int talk_at_school = 0;               // 20
};
template <typename A>
void fields(A& a, Norms& v) {
  a("visit_most", v.visit_most), a("total_least", v.total_least), a("total_most", v.total_most);
  a("talk_at_school", v.talk_at_school);
}

// R52: minutes in the yearly task. `staff` "": of each teacher who takes part.
struct HoursBudget {
  std::string staff;
  int minutes = 0;
};
template <typename A>
void fields(A& a, HoursBudget& v) {
  a("staff", v.staff), a("minutes", v.minutes);
}

// R44, R100, R101, R105: who is there for what. One person may have several tasks.
enum class OfficerTask {
  contact_point,     // R31: where parents and pupils go with questions
  backstop,          // R44
  confidant,         // R101: vertrouwenspersoon, who supports the visitor
  care_coordinator,  // R60
  appointed_officer  // R105: aandachtsfunctionaris meldcode
};
struct Officer {
  OfficerTask task = OfficerTask::contact_point;
  std::string staff;  // id in the roster; else
  std::string name, reachable;
};
template <typename A>
void fields(A& a, Officer& v) {
  a("task", v.task), a("staff", v.staff), a("name", v.name), a("reachable", v.reachable);
}

// R24: days on which nobody is visited: school holidays, and the feast days of all religions, for
// everybody. No family's own is ever known here.
enum class ClosedKind { school_holiday, feast_day, school_day_off };
struct ClosedDays {
  Date from{}, to{};
  std::string name;
  ClosedKind kind = ClosedKind::school_holiday;
};
template <typename A>
void fields(A& a, ClosedDays& v) {
  a("from", v.from), a("to", v.to), a("name", v.name), a("kind", v.kind);
}

struct Programme {
  static constexpr const char* type = "programme_set";
  std::string school_year;  // "2026-2027"
  std::string title;
  Purpose purpose = Purpose::acquaintance;  // R6: relation is the default
  std::string aim;                          // in words, for the evaluation (R111)
  std::string policy_reference, policy_version;
  Scope scope;
  std::vector<CohortRule> cohorts;  // none: everybody, every year
  std::optional<Pilot> pilot;
  Norms norms;
  std::vector<HoursBudget> hours;
  std::vector<Officer> officers;
  std::vector<ClosedDays> closed_days;
  std::vector<std::string> materials;  // R32: given to every family alike
  int contacts_least = 0;              // R89: per pupil and year; 0: not set
  int report_within_days = 0;          // R34; 0: not set
  bool in_pairs = false;               // R43: two visitors
  bool backstop_required = false;
  std::string appointments_by;  // R34: who makes them: mentor, office, parents_choose
  bool media_allowed = false;   // R79: attachments are off by default
  SchoolType school_type = SchoolType::primary;
  std::string reporting_code;  // R105: where the school keeps its meldcode; its steps stay outside
};
template <typename A>
void fields(A& a, Programme& v) {
  a("school_year", v.school_year), a("title", v.title), a("purpose", v.purpose), a("aim", v.aim);
  a("policy_reference", v.policy_reference), a("policy_version", v.policy_version);
  a("scope", v.scope), a("cohorts", v.cohorts), a("pilot", v.pilot), a("norms", v.norms);
  a("hours", v.hours), a("officers", v.officers), a("closed_days", v.closed_days);
  a("materials", v.materials), a("contacts_least", v.contacts_least);
  a("report_within_days", v.report_within_days), a("in_pairs", v.in_pairs);
  a("backstop_required", v.backstop_required), a("appointments_by", v.appointments_by);
  a("media_allowed", v.media_allowed), a("school_type", v.school_type);
  a("reporting_code", v.reporting_code);
}

}  // namespace homevisit::school
