#include "domain/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "domain/consent.h"
#include "domain/home.h"
#include "domain/refusal.h"
#include "domain/same_name.h"
#include "domain/wording.h"

namespace homevisit {
namespace {

const Guardian* find_guardian(const StudentFile& file, const std::string& id) {
  for (const Guardian& guardian : file.guardians)
    if (guardian.id == id) return &guardian;
  return nullptr;
}

Error not_at_home(const char* code) {
  return refuse(
      code,
      "No home visit can be recorded or planned here now: the latest answer on file is that "
      "none is wanted. Has that changed? Then record the new answer first. A talk at school, "
      "by phone or online can be recorded at any time.",
      "/place");
}

constexpr std::size_t most_warnings = 20;  // that an answer carries

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Status check_date(const StudentFile& file, const Visit& visit, Date today) {
  if (is_planned(visit.state)) {
    if (visit.date < today)
      return invalid("date_in_past", "A planned visit lies today or later.", "/date");
    if (days_between(today, visit.date) > 730)
      return invalid("date_too_far", "A visit can be planned up to two years ahead.", "/date");
    return ok();
  }
  if (visit.date > today)
    return invalid("visit_in_future",
                   "This day is still to come. Plan the visit instead, or correct the date.",
                   "/date");
  if (days_between(visit.date, today) > 3653 ||
      (file.student.birth_date && visit.date < *file.student.birth_date))
    return invalid("date_too_old", "This day lies too far back. Correct the date.", "/date");
  return ok();
}

Status check_people(const StudentFile& file, const Visit& visit) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < visit.guardians.size(); ++i) {
    const std::string pointer = fmt::format("/guardians/{}", i);
    if (find_guardian(file, visit.guardians[i]) == nullptr)
      return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                     pointer);
    if (!seen.insert(visit.guardians[i]).second)
      return invalid("duplicate_item", "The same guardian stands here twice.", pointer);
  }
  if (!visit.at_guardian.empty()) {
    if (visit.place != Place::home)
      return invalid("home_of_guardian", "Whose home it was can be said of a home visit only.",
                     "/at_guardian");
    if (find_guardian(file, visit.at_guardian) == nullptr)
      return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                     "/at_guardian");
  }
  if (visit.backstop &&
      std::count(visit.visitors.begin(), visit.visitors.end(), visit.backstop->staff) > 0)
    return invalid("backstop_is_visitor", "The backstop is somebody else than the visitors.",
                   "/backstop/staff");
  return ok();
}

Status check_report(const Visit& visit) {
  const Report& report = visit.report;
  if (is_contact(visit.state) && report.key_points.empty())
    return invalid("missing_key_point", "Write at least one key point.", "/report/key_points/0");
  for (std::size_t i = 0; i < report.key_points.size(); ++i)
    if (is_blank(report.key_points[i]))
      return invalid("empty_text", "Write something here, or leave this point out.",
                     fmt::format("/report/key_points/{}", i));
  for (std::size_t i = 0; i < report.notes.size(); ++i) {
    const Note& note = report.notes[i];
    if (is_blank(note.text))
      return invalid("empty_text", "Write something here, or leave this note out.",
                     fmt::format("/report/notes/{}/text", i));
    if (note.tier < widest_tier(note.topic))
      return invalid(
          "tier_too_wide",
          fmt::format("Notes on this topic are not shared that widely; the widest is \"{}\".",
                      to_name(widest_tier(note.topic))),
          fmt::format("/report/notes/{}/tier", i));
  }
  for (std::size_t i = 0; i < report.agreements.size(); ++i) {
    const Agreement& agreement = report.agreements[i];
    if (is_blank(agreement.what))
      return invalid("empty_text", "Write what was agreed, or leave this agreement out.",
                     fmt::format("/report/agreements/{}/what", i));
    if (agreement.by && *agreement.by < visit.date)
      return invalid("date_before_visit", "This day lies before the visit.",
                     fmt::format("/report/agreements/{}/by", i));
    if (agreement.review && *agreement.review < visit.date)
      return invalid("date_before_visit", "This day lies before the visit.",
                     fmt::format("/report/agreements/{}/review", i));
  }
  for (std::size_t i = 0; i < report.parked.size(); ++i) {
    const ParkedMatter& matter = report.parked[i];
    if (is_blank(matter.what))
      return invalid("empty_text", "Write what it is about, or leave this line out.",
                     fmt::format("/report/parked/{}/what", i));
    if (matter.date && *matter.date < visit.date)
      return invalid("date_before_visit", "This day lies before the visit.",
                     fmt::format("/report/parked/{}/date", i));
  }
  if (report.next_contact && report.next_contact->date && *report.next_contact->date < visit.date)
    return invalid("date_before_visit", "This day lies before the visit.",
                   "/report/next_contact/date");
  return ok();
}

}  // namespace

bool says_not_at_home(const Answer* answer, Date day) {
  if (answer == nullptr) return false;
  switch (answer->kind) {
    case AnswerKind::declined:
    case AnswerKind::withdrawn:
    case AnswerKind::other_form:
      return true;
    case AnswerKind::deferred:
      return answer->never_ask || !answer->not_before || *answer->not_before > day;
    default:
      return false;
  }
}

Status may_visit_home(const StudentFile& file, const History& history, const std::string& guardian,
                      Date day) {
  // What the school's notices say changes no refusal.
  const FamilyConsent family = consent_of_family(file, history, {}, day);
  if (family.student.counts && family.student.refuses_home)
    return not_at_home("student_prefers_no_visit");
  const Guardian* host = guardian.empty() ? nullptr : find_guardian(file, guardian);
  for (std::size_t i = 0; i < file.guardians.size(); ++i) {
    const Guardian& other = file.guardians[i];
    if (!family.guardians[i].counts || !family.guardians[i].refuses_home) continue;
    if (host != nullptr && host->id == other.id) return not_at_home("guardian_prefers_no_visit");
    if (other.custody == Ternary::no) continue;
    // Rule 5: no majority vote at one address; the other guardian's own home stays possible.
    if (host == nullptr || share_home(*host, other))
      return not_at_home("guardian_prefers_no_visit");
  }
  return ok();
}

Status check_interpreter(const StudentFile& file, const Interpreter& interpreter, Date day,
                         const Policy& policy, const std::string& pointer) {
  const auto refused = [&](const char* field) {
    return refuse("interpreter_is_pupil",
                  "A pupil of the family does not interpret. Choose an adult, an interpreter by "
                  "phone, or an app.",
                  pointer + field);
  };
  const auto is = [&](const Student& student) {
    return interpreter.person == student.id || may_be_called(student, interpreter.name);
  };
  const char* field = interpreter.person.empty() ? "/name" : "/person";
  // A parent may bear the child's name: an adult of the roster is meant then.
  for (const Guardian& guardian : file.guardians)
    if (interpreter.person == guardian.id ||
        (interpreter.person.empty() && is_called(guardian, interpreter.name)))
      return ok();
  if (is(file.student)) return refused(field);
  for (const Student& sibling : file.siblings) {
    if (!is(sibling)) continue;
    if (sibling.school == file.student.school) return refused(field);
    const bool minor = !sibling.birth_date || age_on(*sibling.birth_date, day) < 18;
    if (minor && !policy.minor_sibling_may_interpret) return refused(field);
  }
  return ok();
}

Status check_visit(const StudentFile& file, const History& history, const Visit& visit,
                   const Policy& policy, Date today) {
  HV_TRY(check_date(file, visit, today));
  HV_TRY(check_people(file, visit));
  if (visit.state == VisitState::attempted_doorstep) {
    if (visit.place != Place::home)
      return invalid("doorstep_is_home", "An attempt at the door has the place \"home\".",
                     "/place");
    if (!visit.report.key_points.empty())
      return invalid(
          "doorstep_is_no_visit",
          "An attempt at the door is no visit and has no report. Was there a talk? Record it as a "
          "visit.",
          "/report/key_points");
  }
  if (visit.place == Place::home) {
    // A doorstep attempt after any decline in the family is refused, whoever it was (R95).
    const std::string host =
        visit.state == VisitState::attempted_doorstep ? std::string() : visit.at_guardian;
    HV_TRY(may_visit_home(file, history, host, visit.date));
  }
  if (visit.interpreter)
    HV_TRY(check_interpreter(file, *visit.interpreter, visit.date, policy, "/interpreter"));
  return check_report(visit);
}

std::vector<Warning> visit_warnings(const Visit& visit, const Policy& policy) {
  std::vector<Warning> warnings;
  const Durations& spent = visit.minutes;
  if (visit.place == Place::home && spent.visit > policy.visit_minutes_norm)
    warnings.push_back(
        {"visit_long", "/minutes/visit",
         fmt::format("The visit took longer than {} minutes.", policy.visit_minutes_norm)});
  if (visit.place == Place::home && spent.visit >= 0 && spent.travel >= 0 &&
      spent.consultation >= 0 && spent.reporting >= 0) {
    const int total = spent.visit + spent.travel + spent.consultation + spent.reporting;
    if (total < policy.total_minutes_least || total > policy.total_minutes_most)
      warnings.push_back({"total_minutes", "/minutes",
                          fmt::format("Altogether {} minutes; usual are {} to {}.", total,
                                      policy.total_minutes_least, policy.total_minutes_most)});
  }
  const auto& plan = visit.report.support_plan;
  if (plan && is_blank(plan->own_solution))
    warnings.push_back({"own_solution_first", "/report/support_plan/own_solution",
                        "The plan is named, but not what the family itself thinks of."});
  for (const WordingHint& hint : wording_hints(visit.report)) {
    if (warnings.size() == most_warnings) break;
    warnings.push_back(labelling(hint.word, hint.pointer));
  }
  return warnings;
}

Warning labelling(const std::string& word, std::string pointer) {
  return {"labelling_word", std::move(pointer),
          fmt::format("\"{}\" is a label. Write what you saw or what the parent said.", word)};
}

Status check_change_of_visit(const VisitEntry& entry, const VisitChanged& change, Date today) {
  if (entry.voided)
    return refuse("visit_voided", "This visit was entered in error and stays as it is.", "/visit");
  if (!is_planned(entry.visit.state))
    return refuse("visit_closed",
                  "This visit is no longer planned, so it cannot be moved or cancelled.", "/state");
  if (change.state == VisitState::rescheduled) {
    if (!change.date) return invalid("missing_field", "Give the new date.", "/date");
    if (*change.date < today)
      return invalid("date_in_past", "A planned visit lies today or later.", "/date");
  }
  if (change.state == VisitState::no_show && entry.visit.date > today)
    return invalid("not_yet_held",
                   "The day of this appointment is still to come. To move it, choose another day.",
                   "/state");
  return ok();
}

Status check_sign_off(const VisitEntry& entry) {
  if (entry.voided)
    return refuse("visit_voided", "This visit was entered in error and stays as it is.", "/visit");
  if (entry.signed_off)
    return refuse("already_signed_off", "This report is signed off already.", "/visit");
  if (!is_contact(entry.visit.state))
    return refuse("nothing_to_sign_off", "Only the report of a talk can be signed off.", "/visit");
  if (is_blank(entry.visit.report.goes_well) && !entry.visit.report.goes_well_skipped)
    return refuse("goes_well_empty",
                  "Write what goes well, or say that it was skipped, before signing off.",
                  "/report/goes_well");
  return ok();
}

Status check_answer(const StudentFile& file, const Answer& answer, Date today) {
  if (answer.guardian.empty()) {
    if (!answers_for_herself(file.student, answer.date))
      return refuse("student_under_16",
                    "A student answers for herself from 16. Record a guardian's answer.",
                    "/by_student");
  } else if (find_guardian(file, answer.guardian) == nullptr) {
    return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                   "/guardian");
  }
  if (answer.date > today) return invalid("date_in_future", "This day is still to come.", "/date");
  if (days_between(answer.date, today) > 3653)
    return invalid("date_too_old", "This day lies too far back. Correct the date.", "/date");
  if (answer.not_before && *answer.not_before < answer.date)
    return invalid("date_before_answer", "This day lies before the answer.", "/not_before");
  if (answer.not_before && answer.never_ask)
    return invalid("never_and_date", "Choose a day or \"never\", not both.", "/never_ask");
  const bool may_wait =
      answer.kind == AnswerKind::declined || answer.kind == AnswerKind::deferred ||
      answer.kind == AnswerKind::withdrawn || answer.kind == AnswerKind::other_form;
  if ((answer.not_before || answer.never_ask) && !may_wait)
    return invalid("no_waiting", "\"Do not ask before\" does not go with this answer.",
                   "/not_before");
  if (answer.kind == AnswerKind::other_form && answer.form == OtherForm::none)
    return invalid("missing_field",
                   "Say which form is preferred: at school, by phone, online or elsewhere.",
                   "/form");
  if (answer.kind != AnswerKind::other_form && answer.form != OtherForm::none)
    return invalid("form_without_other",
                   "Another form goes with the answer \"prefers another form\" only.", "/form");
  if (answer.valid_until && *answer.valid_until < answer.date)
    return invalid("date_before_answer", "This day lies before the answer.", "/valid_until");
  return ok();
}

void complete_answer(Answer& answer, const StudentFile& file, Date today) {
  if (answer.date == Date{}) answer.date = today;
  const bool waits = answer.kind == AnswerKind::declined || answer.kind == AnswerKind::deferred ||
                     answer.kind == AnswerKind::withdrawn;
  if (waits && !answer.never_ask && !answer.not_before)
    answer.not_before = next_school_year_start(answer.date);
  if (const Guardian* guardian = find_guardian(file, answer.guardian)) {
    answer.authority = to_name(guardian->custody);
    answer.relation = guardian->relation;
  }
}

bool is_to_be_informed(const Guardian& guardian) {
  return guardian.informed != Ternary::no && guardian.custody != Ternary::no;
}

bool answers_for_herself(const Student& student, Date day) {
  return student.birth_date && age_on(*student.birth_date, day) >= 16;
}

}  // namespace homevisit
