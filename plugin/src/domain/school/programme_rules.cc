#include "domain/school/programme_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/refusal.h"

namespace homevisit::school {
namespace {

// Minutes: visit, all of it with travel from and to, a talk at school. Pupils of secondary and
// special schools live further apart: half an hour more of travel (R54).
constexpr Norms near_by{60, 90, 150, 20};
constexpr Norms further_apart{60, 90, 180, 20};

constexpr int longest_closed = 120;  // days; the summer is 42 to 63

template <typename T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<int> year_of(std::string_view digits) {
  int year = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), year);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return year;
}

// R4
Status check_scope(const Scope& scope) {
  if (scope.kind == ScopeKind::whole_cohort) {
    if (scope.students.empty() && scope.reason.empty()) return ok();
    return invalid("scope_of_everybody",
                   "The whole cohort is everybody: leave out the students and the reason, or say "
                   "that the scope is chosen.",
                   "/scope");
  }
  if (scope.students.empty())
    return invalid("scope_without_students", "Say which students a chosen scope is about.",
                   "/scope/students");
  if (!says_something(scope.reason))
    return invalid("scope_without_reason",
                   "Home visits are for everybody of a cohort. For a choice of students, say in a "
                   "sentence why; a second person must agree.",
                   "/scope/reason");
  return ok();
}

// R22
Status check_cohorts(const std::vector<CohortRule>& cohorts) {
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    const bool counts = cohorts[i].cadence == Cadence::every_n_years;
    if (counts != (cohorts[i].every > 0))
      return invalid("cadence_years",
                     "Say after how many years with \"every so many years\", and only there.",
                     fmt::format("/cohorts/{}/every", i));
  }
  return ok();
}

Status check_norms(const Programme& programme) {
  const Norms norms = norms_of(programme);
  if (norms.total_least > norms.total_most || norms.visit_most > norms.total_most)
    return invalid("norms_cross",
                   "The least time is more than the most. Look at the minutes again.", "/norms");
  return ok();
}

Status check_officers(const Programme& programme) {
  for (std::size_t i = 0; i < programme.officers.size(); ++i) {
    const Officer& officer = programme.officers[i];
    if (officer.staff.empty() && officer.name.empty())
      return invalid("officer_without_name", "Say who this is.",
                     fmt::format("/officers/{}/staff", i));
    // R31: families must be able to reach them.
    if (officer.task == OfficerTask::contact_point && officer.reachable.empty())
      return invalid("contact_point_how",
                     "Say how parents and pupils reach the contact point: a telephone number, an "
                     "e-mail address, a place at school.",
                     fmt::format("/officers/{}/reachable", i));
  }
  // R44
  if (programme.backstop_required && officer_for(programme, OfficerTask::backstop) == nullptr &&
      officer_for(programme, OfficerTask::care_coordinator) == nullptr)
    return invalid("backstop_nobody",
                   "Every visit has a backstop: say who that is, or the care coordinator.",
                   "/officers");
  return ok();
}

Status check_closed_days(const std::vector<ClosedDays>& closed) {
  for (std::size_t i = 0; i < closed.size(); ++i) {
    const int length = days_between(closed[i].from, closed[i].to);
    if (length < 0 || length > longest_closed)
      return invalid("closed_days_cross",
                     "The last day comes before the first, or very long after it.",
                     fmt::format("/closed_days/{}/to", i));
  }
  return ok();
}

Status check_hours(const std::vector<HoursBudget>& hours) {
  for (std::size_t i = 0; i < hours.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (hours[k].staff == hours[i].staff)
        return invalid("hours_twice", "The hours of this person stand here twice.",
                       fmt::format("/hours/{}/staff", i));
  return ok();
}

// R17
Status check_pilot(const Programme& programme, Date today) {
  if (!programme.pilot) return ok();
  const Pilot& pilot = *programme.pilot;
  const Date begin = begin_of_school_year(programme.school_year);
  if (pilot.until < begin || pilot.until > end_of_school_year(programme.school_year))
    return invalid("pilot_outside_year",
                   "A trial ends in its school year; after it, somebody decides how to go on.",
                   "/pilot/until");
  if (pilot.decision == PilotDecision::undecided && pilot.until < today)
    return invalid("pilot_over",
                   "This day is over. Decide on the trial, or choose a later day for its end.",
                   "/pilot/until");
  return ok();
}

// A decision is not lost when the programme is set again; a stopped trial does not begin by itself.
Status keep_decision(Programme& asked, const Programme* before) {
  if (before == nullptr || !before->pilot) return ok();
  const Pilot& last = *before->pilot;
  if (asked.pilot && asked.pilot->until == last.until) {
    asked.pilot->decision = last.decision;
    asked.pilot->decided_on = last.decided_on;
  } else if (!asked.pilot && last.decision == PilotDecision::stopped) {
    return invalid(
        "pilot_stopped",
        "The trial of this school year was stopped. To begin again, set a new trial with "
        "another end.",
        "/pilot");
  } else if (!asked.pilot && last.decision == PilotDecision::undecided) {
    return invalid("pilot_undecided",
                   "The trial is not decided on. Decide first whether it goes on.", "/pilot");
  }
  return ok();
}

Error nothing_waits() {
  return {HV_FAILED_PRECONDITION, "nothing_to_approve",
          "No programme of this school year waits for a second person.", "/school_year"};
}

Error no_programme(const std::string& school_year) {
  return {
      HV_NOT_FOUND, "no_programme",
      fmt::format("There is no programme of school year {}. A school leader sets it.", school_year),
      "/school_year"};
}

// The programme that holds, to be written again with a change; not while another one waits, which
// would be lost.
Result<Programme> to_change(const School& school, const std::string& school_year) {
  if (school.waiting_programme(school_year) != nullptr)
    return Error{HV_FAILED_PRECONDITION, "programme_waits",
                 "A programme of this school year waits for a second person. Settle that first: "
                 "have it agreed to, or end it on the page of the programme.",
                 "/school_year"};
  const Programme* const holding = school.programme(school_year);
  if (holding == nullptr) return no_programme(school_year);
  return *holding;
}

bool same_days(const ClosedDays& a, const ClosedDays& b) {
  return a.from == b.from && a.to == b.to && a.name == b.name;
}

}  // namespace

Norms norms_of(const Programme& programme) {
  const Norms usual = programme.school_type == SchoolType::primary ? near_by : further_apart;
  const auto either = [](int own, int other) { return own > 0 ? own : other; };
  const Norms& own = programme.norms;
  return {either(own.visit_most, usual.visit_most), either(own.total_least, usual.total_least),
          either(own.total_most, usual.total_most),
          either(own.talk_at_school, usual.talk_at_school)};
}

int budget_of(const School& school, const std::string& school_year, const std::string& staff) {
  const Programme* const programme = school.programme(school_year);
  if (programme == nullptr || school.participates(staff, school_year) == Participation::not_in)
    return 0;
  int general = 0;
  for (const HoursBudget& budget : programme->hours) {
    if (budget.staff == staff) return budget.minutes;
    if (budget.staff.empty()) general = budget.minutes;
  }
  return general;
}

const ClosedDays* closed_on(const Programme& programme, Date day) {
  const auto found =
      std::find_if(programme.closed_days.begin(), programme.closed_days.end(),
                   [&](const ClosedDays& days) { return days.from <= day && day <= days.to; });
  return found == programme.closed_days.end() ? nullptr : &*found;
}

const Officer* officer_for(const Programme& programme, OfficerTask task) {
  const auto found = std::find_if(programme.officers.begin(), programme.officers.end(),
                                  [&](const Officer& officer) { return officer.task == task; });
  return found == programme.officers.end() ? nullptr : &*found;
}

Status check_visitor(const School& school, const std::string& staff, Date day,
                     const std::string& pointer) {
  const std::string school_year = school_year_of(day);
  if (school.participates(staff, school_year) == Participation::not_in)
    return Error{HV_FAILED_PRECONDITION, "visitor_not_in",
                 "This colleague does not make home visits this school year. Ask another colleague "
                 "to go.",
                 pointer};
  const Programme* const programme = school.programme(school_year);
  if (programme != nullptr && programme->pilot &&
      programme->pilot->decision == PilotDecision::undecided && !programme->pilot->staff.empty() &&
      !contains(programme->pilot->staff, staff))
    return Error{HV_FAILED_PRECONDITION, "visitor_not_in_pilot",
                 "Home visits are on trial with a few colleagues, and this colleague is not one of "
                 "them yet.",
                 pointer};
  return ok();
}

Status check_running(const School& school, Date day) {
  const Programme* const programme = school.programme(school_year_of(day));
  if (programme == nullptr || !programme->pilot ||
      programme->pilot->decision != PilotDecision::stopped)
    return ok();
  return Error{HV_FAILED_PRECONDITION, "programme_stopped",
               "The school has stopped its trial of home visits: no new visits are planned. What "
               "was recorded stays as it is. A school leader can set a new programme.",
               ""};
}

bool is_school_year(const std::string& name) {
  if (name.size() != 9 || name[4] != '-') return false;
  const auto from = year_of(std::string_view(name).substr(0, 4));
  const auto to = year_of(std::string_view(name).substr(5));
  return from && to && *from >= 2000 && *from < 2200 && *to == *from + 1;
}

Date begin_of_school_year(const std::string& name) {
  const int year = year_of(std::string_view(name).substr(0, 4)).value_or(0);
  return {std::chrono::year{year}, std::chrono::August, std::chrono::day{1}};
}

Date end_of_school_year(const std::string& name) {
  return add_days(next_school_year_start(begin_of_school_year(name)), -1);
}

bool says_something(const std::string& reason) {
  int words = 0, letters = 0, in_word = 0;
  for (const char c : reason + ' ') {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter =
        byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter) {
      ++letters, ++in_word;
    } else {
      words += in_word >= 2 ? 1 : 0;
      in_word = 0;
    }
  }
  return words >= 3 && letters >= 12;
}

Result<Programme> checked_programme(Programme asked, const Programme* before, Date today) {
  if (!is_school_year(asked.school_year))
    return invalid("school_year_form", "Write the school year as 2026-2027.", "/school_year");
  if (end_of_school_year(asked.school_year) < today)
    return invalid("school_year_over", "This school year is over; its programme stays as it was.",
                   "/school_year");
  HV_TRY(check_scope(asked.scope));
  HV_TRY(check_cohorts(asked.cohorts));
  HV_TRY(keep_decision(asked, before));
  HV_TRY(check_pilot(asked, today));
  HV_TRY(check_norms(asked));
  HV_TRY(check_officers(asked));
  HV_TRY(check_closed_days(asked.closed_days));
  HV_TRY(check_hours(asked.hours));
  asked.scope.approved_by.clear();
  // What a second person agreed to before needs no second asking.
  if (before != nullptr && before->scope.kind == ScopeKind::chosen &&
      before->scope.students == asked.scope.students && before->scope.reason == asked.scope.reason)
    asked.scope.approved_by = before->scope.approved_by;
  return asked;
}

Result<ProposalEnded> ended_proposal(const School& school, const std::string& school_year,
                                     const std::string& staff, std::string reason) {
  const Noted<Programme>* const waiting = school.waiting_programme(school_year);
  if (waiting == nullptr) return nothing_waits();
  return ProposalEnded{school_year, !staff.empty() && staff == waiting->by, std::move(reason)};
}

Result<Programme> approved_programme(const School& school, const std::string& school_year,
                                     const std::string& approver) {
  const Noted<Programme>* const waiting = school.waiting_programme(school_year);
  if (waiting == nullptr) return nothing_waits();
  if (approver.empty() || approver == waiting->by)
    return Error{HV_FAILED_PRECONDITION, "second_person_for_scope",
                 "A choice of students needs a second person: the care coordinator or another "
                 "school leader, not who proposed it.",
                 "/school_year"};
  Programme programme = waiting->value;
  programme.scope.approved_by = approver;
  return programme;
}

Result<Programme> decided_programme(const School& school, const std::string& school_year,
                                    PilotDecision decision, Date today) {
  HV_ASSIGN(Programme programme, to_change(school, school_year));
  if (!programme.pilot)
    return Error{HV_FAILED_PRECONDITION, "no_pilot",
                 "This programme is no trial. Decide on it in the yearly evaluation.",
                 "/school_year"};
  if (decision == PilotDecision::undecided)
    return invalid("missing_field", "Say what was decided.", "/decision");
  programme.pilot->decision = decision;
  programme.pilot->decided_on = today;
  return programme;
}

Result<Programme> with_closed_days(const School& school, const std::string& school_year,
                                   const std::vector<ClosedDays>& days) {
  HV_ASSIGN(Programme programme, to_change(school, school_year));
  for (const ClosedDays& one : days)
    if (std::none_of(programme.closed_days.begin(), programme.closed_days.end(),
                     [&](const ClosedDays& known) { return same_days(known, one); }))
      programme.closed_days.push_back(one);
  std::stable_sort(programme.closed_days.begin(), programme.closed_days.end(),
                   [](const ClosedDays& a, const ClosedDays& b) { return a.from < b.from; });
  HV_TRY(check_closed_days(programme.closed_days));
  return programme;
}

Result<Programme> without_closed_days(const School& school, const std::string& school_year,
                                      Date from, const std::string& name) {
  HV_ASSIGN(Programme programme, to_change(school, school_year));
  const auto removed = std::erase_if(programme.closed_days, [&](const ClosedDays& days) {
    return days.from == from && days.name == name;
  });
  if (removed == 0)
    return Error{HV_NOT_FOUND, "no_such_days", "The calendar has no such days.", "/name"};
  return programme;
}

}  // namespace homevisit::school
