// What the school decides about home visits for a school year, and who takes part.
#include <fmt/format.h>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/school/holiday_file.h"
#include "domain/school/programme_rules.h"
#include "domain/wording.h"
#include "operations/programme_reach.h"
#include "operations/programme_state.h"
#include "operations/school_write.h"
#include "operations/write.h"
#include "text/feast_names.h"

namespace homevisit::operations {
namespace {

using access::Role;
using school::Programme;

// A school year that is not named is the one of today.
std::string school_year_asked(const Call& call) {
  const std::string asked = call.text("school_year");
  return asked.empty() ? school::school_year_of(call.context.today()) : asked;
}

Status check_school_year(const std::string& name) {
  if (school::is_school_year(name)) return ok();
  return Error{HV_INVALID_ARGUMENT, "school_year_form", "Write the school year as 2026-2027.",
               "/school_year"};
}

// Dates of a list of closed days, before they are read.
Status check_days(json::Value list, const std::string& pointer) {
  for (std::size_t i = 0; i < list.size(); ++i)
    for (const char* key : {"from", "to"})
      HV_TRY(read_date(list.at(i), key, fmt::format("{}/{}/{}", pointer, i, key)));
  return ok();
}

Status unknown(const char* code, const char* message, const std::string& pointer) {
  return Error{HV_INVALID_ARGUMENT, code, message, pointer};
}

Status check_group(const Call& call, const std::string& id, const std::string& pointer) {
  const auto group = call.context.roster->group(id);
  if (group) return ok();
  if (group.error().status != HV_NOT_FOUND) return group.error();
  return unknown("unknown_group", "The roster has no such group.", pointer);
}

// Everybody and every group that is named is known to the roster.
Status check_names(const Call& call, const Programme& asked) {
  for (std::size_t i = 0; i < asked.cohorts.size(); ++i)
    for (std::size_t k = 0; k < asked.cohorts[i].groups.size(); ++k)
      HV_TRY(check_group(call, asked.cohorts[i].groups[k],
                         fmt::format("/cohorts/{}/groups/{}", i, k)));
  if (asked.pilot) {
    for (std::size_t i = 0; i < asked.pilot->groups.size(); ++i)
      HV_TRY(check_group(call, asked.pilot->groups[i], fmt::format("/pilot/groups/{}", i)));
    for (std::size_t i = 0; i < asked.pilot->staff.size(); ++i)
      HV_TRY(check_staff(call, asked.pilot->staff[i], fmt::format("/pilot/staff/{}", i)));
  }
  for (std::size_t i = 0; i < asked.hours.size(); ++i)
    if (!asked.hours[i].staff.empty())
      HV_TRY(check_staff(call, asked.hours[i].staff, fmt::format("/hours/{}/staff", i)));
  for (std::size_t i = 0; i < asked.officers.size(); ++i)
    if (!asked.officers[i].staff.empty())
      HV_TRY(check_staff(call, asked.officers[i].staff, fmt::format("/officers/{}/staff", i)));
  for (std::size_t i = 0; i < asked.scope.students.size(); ++i)
    if (!call.context.roster->student(asked.scope.students[i]))
      return unknown("unknown_student", "The roster has no such student.",
                     fmt::format("/scope/students/{}", i));
  return ok();
}

// R4: what whoever chooses students has to know.
std::vector<Warning> scope_warnings(const school::Scope& scope) {
  std::vector<Warning> warnings;
  if (scope.kind != school::ScopeKind::chosen) return warnings;
  if (scope.approved_by.empty())
    warnings.push_back({"scope_proposed", "/scope",
                        "This is a proposal. It holds as soon as a second person has agreed: the "
                        "care coordinator or another school leader."});
  if (speaks_of_concern(scope.reason))
    warnings.push_back({"scope_of_concern", "/scope/reason",
                        "A home visit is no answer to concern: families notice who is chosen and "
                        "who is not. Offer it to the whole group where you can."});
  return warnings;
}

// R4, R22, R23: a mistake in the name of a year must not leave every family out without a word. Of
// a school year that has not begun it is a hint only: its classes come into the roster later.
Status check_reach(const Reach& reach, const Programme& programme, Date today) {
  const bool is_stopped =
      programme.pilot && programme.pilot->decision == school::PilotDecision::stopped;
  if (!reach.is_known() || reach.reached > 0 || is_stopped ||
      programme.school_year != school::school_year_of(today))
    return ok();
  const bool by_rules = programme.scope.kind == school::ScopeKind::whole_cohort;
  return Error{HV_FAILED_PRECONDITION, "programme_reaches_nobody",
               "With this programme no family would be offered a visit now: no student of today is "
               "in these years and groups. Look which years the roster has, and save again.",
               !by_rules || programme.cohorts.empty() ? "/pilot/groups" : "/cohorts/0/years"};
}

std::vector<Warning> reach_warnings(const Reach& reach, const Programme& programme) {
  if (!reach.is_known() || programme.scope.kind == school::ScopeKind::chosen) return {};
  for (std::size_t i = 0; i < reach.by_rule.size(); ++i)
    if (reach.by_rule[i] == 0)
      return {{"rule_reaches_nobody", fmt::format("/cohorts/{}", i),
               "At the moment no student falls under one of these rules. Beside each rule stands "
               "how many it is about now."}};
  return {};
}

// R4: what waited goes no further.
std::vector<Warning> lapse_warnings(const SchoolFacts& facts, const std::string& school_year) {
  if (facts.school.waiting_programme(school_year) == nullptr) return {};
  return {{"proposal_lapses", "/scope",
           "A choice of students waited for a second person. That proposal lapses with this."}};
}

Result<std::string> set(const Call& call) {
  const json::Value days = call.request["closed_days"];
  HV_TRY(check_days(days, "/closed_days"));
  if (call.request["pilot"].exists())
    HV_TRY(read_date(call.request["pilot"], "until", "/pilot/until"));
  Programme asked = read_members<Programme>(call.request);
  if (asked.scope.kind == school::ScopeKind::chosen && call.actor.staff.empty())
    return Error{HV_FAILED_PRECONDITION, "who_proposes",
                 "Who proposes a choice of students is known by name. Sign in with the school's "
                 "account, or take the whole cohort.",
                 "/scope"};
  HV_TRY(check_names(call, asked));
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    const Programme* const before = facts.school.programme(asked.school_year);
    // The calendar is kept where it is not given: it has forms of its own.
    if (!days.exists() && before != nullptr) asked.closed_days = before->closed_days;
    HV_ASSIGN(Programme programme, school::checked_programme(asked, before, facts.today));
    HV_ASSIGN(const Reach reach, reach_of(call.context, programme));
    HV_TRY(check_reach(reach, programme, facts.today));
    SchoolDecision decision{programme, asked.school_year, {}, {}};
    for (auto&& some : {scope_warnings(programme.scope), reach_warnings(reach, programme),
                        lapse_warnings(facts, asked.school_year)})
      decision.warnings.insert(decision.warnings.end(), some.begin(), some.end());
    return decision;
  });
}

Result<std::string> approve(const Call& call) {
  const std::string year = school_year_asked(call);
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    HV_ASSIGN(Programme programme,
              school::approved_programme(facts.school, year, call.actor.staff));
    return SchoolDecision{std::move(programme), year};
  });
}

Result<std::string> drop(const Call& call) {
  const std::string year = school_year_asked(call);
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    HV_ASSIGN(auto ended,
              school::ended_proposal(facts.school, year, call.actor.staff, call.text("reason")));
    return SchoolDecision{std::move(ended), year};
  });
}

Result<std::string> decide(const Call& call) {
  const std::string year = school_year_asked(call);
  const auto decision = from_name<school::PilotDecision>(call.text("decision"));
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    HV_ASSIGN(
        Programme programme,
        school::decided_programme(
            facts.school, year, decision.value_or(school::PilotDecision::undecided), facts.today));
    return SchoolDecision{std::move(programme), year};
  });
}

Result<std::string> read(const Call& call) {
  const std::string year = school_year_asked(call);
  HV_TRY(check_school_year(year));
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const ProgrammeSeen seen = programme_seen(call.context, call.actor, *school, year);
  json::Writer w;
  w.begin_object().member("school_year", year);
  const auto write = [&](const char* key, const Programme& programme) {
    w.key(key).begin_object();
    write_members(w, programme);
    w.end_object();
  };
  if (seen.programme) write("programme", *seen.programme);
  if (seen.waiting) write("waiting", *seen.waiting);
  if (!call.actor.staff.empty())
    w.member("own_participation", to_name(school->participates(call.actor.staff, year)));
  return w.end_object().take();
}

// R24
Result<std::string> propose_days(const Call& call) {
  const std::string year = school_year_asked(call);
  HV_TRY(check_school_year(year));
  json::Writer w;
  w.begin_object().member("school_year", year).key("closed_days").begin_array();
  for (const school::ClosedDays& days : text::closed_for_feasts(call.words, year)) {
    w.begin_object();
    write_members(w, days);
    w.end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::vector<school::ClosedDays>> days_to_add(const Call& call, const std::string& year) {
  const json::Value list = call.request["closed_days"];
  HV_TRY(check_days(list, "/closed_days"));
  std::vector<school::ClosedDays> days;
  for (std::size_t i = 0; i < list.size(); ++i)
    days.push_back(read_members<school::ClosedDays>(list.at(i)));
  const std::string file = call.text("calendar");
  if (!file.empty()) {
    HV_ASSIGN(const auto read, school::read_holidays(file, year));
    days.insert(days.end(), read.begin(), read.end());
  }
  if (call.request["feast_days"].is_true()) {
    const auto feasts = text::closed_for_feasts(call.context.school_words(), year);
    days.insert(days.end(), feasts.begin(), feasts.end());
  }
  if (days.empty())
    return Error{HV_INVALID_ARGUMENT, "missing_field", "Say which days.", "/closed_days"};
  return days;
}

Result<std::string> add_days_closed(const Call& call) {
  const std::string year = school_year_asked(call);
  HV_TRY(check_school_year(year));
  HV_ASSIGN(const auto days, days_to_add(call, year));
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    HV_ASSIGN(Programme programme, school::with_closed_days(facts.school, year, days));
    return SchoolDecision{std::move(programme), year};
  });
}

Result<std::string> remove_days_closed(const Call& call) {
  const std::string year = school_year_asked(call);
  HV_ASSIGN(const auto from, read_date(call.request, "from", "/from"));
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    HV_ASSIGN(
        Programme programme,
        school::without_closed_days(facts.school, year, from.value_or(Date{}), call.text("name")));
    return SchoolDecision{std::move(programme), year};
  });
}

}  // namespace

std::span<const Operation> programme_operations() {
  static constexpr Operation operations[] = {{"programme.set", set},
                                             {"programme.approve", approve},
                                             {"programme.drop", drop},
                                             {"programme.decide", decide},
                                             {"programme.read", read},
                                             {"calendar.propose", propose_days},
                                             {"calendar.add", add_days_closed},
                                             {"calendar.remove", remove_days_closed}};
  return operations;
}

}  // namespace homevisit::operations
