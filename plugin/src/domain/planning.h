// What is looked at before a visit is planned: the school's programme, the people who go, and what
// suits the family (R2, R24, R30, R36, R42 to R45). Pure functions over what is known.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"
#include "domain/roster.h"
#include "domain/rules.h"
#include "domain/school/school.h"

namespace homevisit {

// What a plan is held against. No programme: the school has decided nothing, so nothing is asked.
struct PlanFacts {
  const StudentFile& file;
  const History& history;
  const school::School& school;
  const school::Programme* programme = nullptr;  // of the school year of the visit
  std::string school_language;                   // BCP 47
};

// Refuses a closed day (R24), a visitor who does not go on visits (R2), and, of a visit that is
// confirmed, one that lacks a second visitor (R43), somebody in the background (R44) or the word of
// a visitor (R42). `id` is "" of a visit that is not planned yet.
Status check_plan(const PlanFacts& facts, const Visit& visit);

// R42: has this visitor still to say that the visit suits them before it is confirmed?
bool lacks_word_of(const PlanFacts& facts, const Visit& visit, const std::string& staff);

// What the planner should hear but need not obey: what suits the family (R30, R36), whether an
// interpreter is needed (R45), and what is still lacking for a visit that is only proposed.
std::vector<Warning> plan_warnings(const PlanFacts& facts, const Visit& visit);

// Who is in the background where the plan names nobody: the programme's own, unless they go
// themselves.
std::optional<Backstop> usual_backstop(const school::Programme* programme, const Visit& visit);

// Times that are offered with an invitation (R36): to come, on days that are open, none twice.
// `pointer` leads to the list.
Status check_slots(std::span<const Slot> slots, const school::Programme* programme, Date today,
                   const std::string& pointer);
// All within working hours: who works then could not choose (R36).
std::vector<Warning> slot_warnings(std::span<const Slot> slots, const std::string& pointer);

// Is there anything to plan with this family now? What is proposed waits to be confirmed, whatever
// else holds (R35, R40). Besides: not with one that said no, or not now, as soon as nobody is left
// to be asked whose home is open (R99, rule 5); nor with one that was visited this school year.
struct ToPlan {
  OtherForm form = OtherForm::none;  // they would rather talk this way
  std::optional<Approach> next;      // of the ladder, where they are not spoken to yet
  bool proposed = false;             // a visit or a talk is proposed, and not confirmed yet
};
std::optional<ToPlan> to_plan(const History& history, const StudentFile& file, Date day);

// The language of a guardian: what they said to a colleague before what the roster says; ""
// unknown.
std::string language_spoken(const History& history, const Guardian& guardian);
std::string_view base_language(std::string_view tag);

// What may be wished for as a day: "monday" to "sunday".
std::string_view weekday_name(Date day);

}  // namespace homevisit
