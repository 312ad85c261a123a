#include "domain/planning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "domain/appointments.h"
#include "domain/attempts.h"
#include "domain/consent.h"
#include "domain/refusal.h"
#include "domain/school/programme_rules.h"

namespace homevisit {
namespace {

constexpr int noon = 12 * 60;
constexpr int school_is_out = 15 * 60;
constexpr int evening_begins = 18 * 60;

// Somebody goes somewhere: what is asked of visits is not asked of a talk at school or by phone.
bool goes_out(const Visit& visit) {
  return visit.place == Place::home || visit.place == Place::elsewhere;
}

bool lacks_second(const PlanFacts& facts, const Visit& visit) {
  return facts.programme->in_pairs && visit.visitors.size() < 2;
}

bool lacks_backstop(const PlanFacts& facts, const Visit& visit) {
  return facts.programme->backstop_required && !visit.backstop;
}

bool said_ready(const school::School& school, const Visit& visit, const std::string& staff) {
  const auto said = school.visitors_ready.find(visit.id + " " + staff);
  return said != school.visitors_ready.end() && said->second.value.ready;
}

Status check_visitors(const PlanFacts& facts, const Visit& visit) {
  for (std::size_t i = 0; i < visit.visitors.size(); ++i)
    // Says no more than that: whether somebody takes part is between them and the staff leader.
    if (!school::check_visitor(facts.school, visit.visitors[i], visit.date, ""))
      return refuse("choose_another_visitor", "Choose another colleague for this visit.",
                    fmt::format("/visitors/{}", i));
  return ok();
}

Status check_confirmed(const PlanFacts& facts, const Visit& visit) {
  if (lacks_second(facts, visit))
    return refuse("second_visitor_needed",
                  "This school goes on visits in pairs. Choose a second visitor, then confirm.",
                  "/visitors");
  if (lacks_backstop(facts, visit))
    return refuse("backstop_needed",
                  "At this school a colleague is in the background of every visit. Choose one, "
                  "then confirm.",
                  "/backstop/staff");
  for (const std::string& staff : visit.visitors)
    if (!said_ready(facts.school, visit, staff))
      return refuse("visitors_not_ready",
                    "Each visitor says that the visit suits them before it is confirmed: when "
                    "confirming, or on the page Before the visit. Ask who has not said so, or "
                    "change who goes.",
                    "/state");
  return ok();
}

// Two who plan at the same time: not refused, for two talks on a day may be meant.
const VisitEntry* same_day(const History& history, const Visit& visit) {
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided && is_planned(entry.visit.state) && entry.visit.date == visit.date &&
        entry.visit.id != visit.id)
      return &entry;
  return nullptr;
}

bool suits(TimeOfDay wish, int begin) {
  switch (wish) {
    case TimeOfDay::any:
      return true;
    case TimeOfDay::morning:
      return begin < noon;
    case TimeOfDay::afternoon:
      return begin >= noon && begin < evening_begins;
    case TimeOfDay::after_school:
      return begin >= school_is_out;
    case TimeOfDay::evening:
      return begin >= evening_begins;
  }
  return true;
}

// Has one of them been with this family before?
bool is_known(const History& history, const std::vector<std::string>& visitors) {
  return std::any_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& entry) {
    return !entry.voided && is_contact(entry.visit.state) &&
           std::any_of(visitors.begin(), visitors.end(), [&](const std::string& visitor) {
             const auto& before = entry.visit.visitors;
             return std::find(before.begin(), before.end(), visitor) != before.end();
           });
  });
}

// Is this guardian's wish about this visit? Where nobody is named, everybody's is.
bool concerns(const Visit& visit, const std::string& guardian) {
  if (!visit.at_guardian.empty()) return visit.at_guardian == guardian;
  if (visit.guardians.empty()) return true;
  return std::count(visit.guardians.begin(), visit.guardians.end(), guardian) > 0;
}

void add_wishes(const PlanFacts& facts, const Visit& visit, std::vector<Warning>& warnings) {
  // Said once, however many of the family wish it.
  const auto add = [&](const char* code, const char* pointer, const char* message) {
    const auto same = [&](const Warning& warning) { return warning.code == code; };
    if (std::none_of(warnings.begin(), warnings.end(), same))
      warnings.push_back({code, pointer, message});
  };
  for (const auto& [guardian, noted] : facts.history.wishes) {
    if (!concerns(visit, guardian)) continue;
    const PlanningWishSet& wish = noted.value;
    // Who is a woman or a man is in no roster: the planner is reminded and looks.
    if (wish.visitor == VisitorWish::woman)
      add("wish_woman", "/visitors", "The family would like a woman to come.");
    if (wish.visitor == VisitorWish::man)
      add("wish_man", "/visitors", "The family would like a man to come.");
    if (wish.visitor == VisitorWish::known_person && !is_known(facts.history, visit.visitors))
      add("wish_known_person", "/visitors",
          "The family would like somebody whom they know already.");
    if (!visit.start_time.empty() && !suits(wish.time, minutes_of(visit.start_time)))
      add("wish_time", "/start_time", "Another time of the day suits the family better.");
    const auto& days = wish.weekdays;
    if (!days.empty() &&
        std::find(days.begin(), days.end(), weekday_name(visit.date)) == days.end())
      add("wish_weekday", "/date", "Another day of the week suits the family better.");
  }
}

bool speaks_another(const PlanFacts& facts, const Guardian& guardian) {
  const std::string said = language_spoken(facts.history, guardian);
  return !said.empty() && base_language(said) != base_language(facts.school_language);
}

bool some_home_is_open(const History& history, const StudentFile& file, Date day) {
  const auto& all = file.guardians;
  if (all.empty()) return may_visit_home(file, history, "", day).ok();
  return std::any_of(all.begin(), all.end(), [&](const Guardian& guardian) {
    return may_visit_home(file, history, guardian.id, day).ok();
  });
}

// R99: guardians are asked each apart. Is there one who has not said no, and whose home is open?
bool somebody_is_left(const History& history, const StudentFile& file, Date day) {
  const auto& all = file.guardians;
  return std::any_of(all.begin(), all.end(), [&](const Guardian& guardian) {
    const bool concerned = guardian.informed != Ternary::no &&
                           (guardian.custody != Ternary::no || guardian.lives_with == Ternary::yes);
    return concerned && has_access(file, history, guardian.id, day) &&
           may_visit_home(file, history, guardian.id, day).ok();
  });
}

bool waits_for_confirming(const History& history, Date day) {
  return std::any_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& entry) {
    return !entry.voided && entry.visit.state == VisitState::proposed && entry.visit.date >= day;
  });
}

// The form that somebody of the family said they would rather have.
OtherForm preferred_form(const History& history, const StudentFile& file, Date day) {
  OtherForm form = OtherForm::none;
  const auto take = [&](const std::string& guardian) {
    const Answer* answer = history.standing_answer(guardian, day);
    if (answer != nullptr && answer->kind == AnswerKind::other_form) form = answer->form;
  };
  for (const Guardian& guardian : file.guardians) take(guardian.id);
  take("");
  return form;
}

}  // namespace

Status check_plan(const PlanFacts& facts, const Visit& visit) {
  if (goes_out(visit)) {
    HV_TRY(school::check_running(facts.school, visit.date));
    HV_TRY(check_visitors(facts, visit));
  }
  if (facts.programme == nullptr) return ok();
  const bool in_person = goes_out(visit) || visit.place == Place::school;
  if (in_person && school::closed_on(*facts.programme, visit.date) != nullptr)
    return refuse("closed_day",
                  "The school's calendar keeps this day free for everybody. Choose another day.",
                  "/date");
  if (visit.state == VisitState::confirmed && goes_out(visit)) return check_confirmed(facts, visit);
  return ok();
}

bool lacks_word_of(const PlanFacts& facts, const Visit& visit, const std::string& staff) {
  return facts.programme != nullptr && goes_out(visit) &&
         std::count(visit.visitors.begin(), visit.visitors.end(), staff) > 0 &&
         !said_ready(facts.school, visit, staff);
}

std::vector<Warning> plan_warnings(const PlanFacts& facts, const Visit& visit) {
  std::vector<Warning> warnings;
  if (const VisitEntry* other = same_day(facts.history, visit))
    warnings.push_back({other->visit.place == Place::home ? "visit_same_day" : "talk_same_day",
                        "/date",
                        other->visit.place == Place::home
                            ? "A home visit with this family is planned on this day already."
                            : "A talk with this family is planned on this day already."});
  if (facts.programme != nullptr && goes_out(visit) && visit.state != VisitState::confirmed) {
    if (lacks_second(facts, visit))
      warnings.push_back({"second_visitor_needed", "/visitors",
                          "This school goes on visits in pairs. Choose a second visitor, then "
                          "confirm."});
    if (lacks_backstop(facts, visit))
      warnings.push_back({"backstop_needed", "/backstop/staff",
                          "At this school a colleague is in the background of every visit. Choose "
                          "one, then confirm."});
  }
  add_wishes(facts, visit, warnings);
  if (!visit.interpreter)
    for (const Guardian& guardian : facts.file.guardians)
      if (concerns(visit, guardian.id) && speaks_another(facts, guardian)) {
        warnings.push_back({"interpreter_needed", "/interpreter/kind",
                            "A guardian would rather talk in another language. Agree who arranges "
                            "an interpreter: the school or the parents; never the pupil."});
        break;
      }
  return warnings;
}

std::optional<Backstop> usual_backstop(const school::Programme* programme, const Visit& visit) {
  if (programme == nullptr || !goes_out(visit)) return std::nullopt;
  for (const school::Officer& officer : programme->officers)
    if (officer.task == school::OfficerTask::backstop && !officer.staff.empty() &&
        std::count(visit.visitors.begin(), visit.visitors.end(), officer.staff) == 0)
      return Backstop{officer.staff, "", ""};
  return std::nullopt;
}

Status check_slots(std::span<const Slot> slots, const school::Programme* programme, Date today,
                   const std::string& pointer) {
  std::set<std::pair<Date, std::string>> seen;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Slot& slot = slots[i];
    const std::string at = fmt::format("{}/{}", pointer, i);
    if (slot.date < today)
      return Error{HV_INVALID_ARGUMENT, "slot_in_past", "A time that is offered is still to come.",
                   at + "/date"};
    if (!slot.to.empty() && minutes_of(slot.to) <= minutes_of(slot.from))
      return Error{HV_INVALID_ARGUMENT, "slot_ends_early", "This time ends before it begins.",
                   at + "/to"};
    if (programme != nullptr && school::closed_on(*programme, slot.date) != nullptr)
      return refuse("closed_day",
                    "The school's calendar keeps this day free for everybody. Choose another day.",
                    at + "/date");
    if (!seen.emplace(slot.date, slot.from).second)
      return Error{HV_INVALID_ARGUMENT, "duplicate_item", "The same time stands here twice.",
                   at + "/from"};
  }
  return ok();
}

std::vector<Warning> slot_warnings(std::span<const Slot> slots, const std::string& pointer) {
  const auto by_day = [](const Slot& slot) {
    const int begin = minutes_of(slot.from);
    return begin >= 0 && begin < evening_begins - 60 && weekday_name(slot.date) != "saturday";
  };
  if (slots.empty() || !std::all_of(slots.begin(), slots.end(), by_day)) return {};
  return {{"slots_by_day", pointer,
           "All these times lie within working hours. Offer an evening as well, so that everybody "
           "can choose."}};
}

std::optional<ToPlan> to_plan(const History& history, const StudentFile& file, Date day) {
  ToPlan plan{preferred_form(history, file, day), next_approach(history, file, day),
              waits_for_confirming(history, day)};
  if (plan.proposed) return plan;
  if (const auto why = why_no_visit(file, history, day)) switch (*why) {
      case WhyNoVisit::declined:
      case WhyNoVisit::deferred:
        // R3: who would rather talk another way is somebody to talk with.
        if (plan.form == OtherForm::none && !somebody_is_left(history, file, day))
          return std::nullopt;
        break;
      default:
        break;
    }
  if (plan.form == OtherForm::none && !some_home_is_open(history, file, day)) return std::nullopt;
  const Date year = school_year_start(day);
  for (const VisitEntry& entry : history.visits) {
    const Visit& visit = entry.visit;
    const bool talked =
        !entry.voided && is_contact(visit.state) && visit.date >= year && visit.date <= day;
    if (talked && (visit.place == Place::home || visit.place == Place::elsewhere ||
                   plan.form != OtherForm::none))
      return std::nullopt;
  }
  return plan;
}

std::string language_spoken(const History& history, const Guardian& guardian) {
  const auto preference = history.preferences.find(guardian.id);
  const bool is_said =
      preference != history.preferences.end() && !preference->second.language.empty();
  return is_said ? preference->second.language : guardian.language;
}

std::string_view base_language(std::string_view tag) { return tag.substr(0, tag.find('-')); }

std::string_view weekday_name(Date day) {
  static constexpr std::array<std::string_view, 7> names{
      "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  return names[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()];
}

}  // namespace homevisit
