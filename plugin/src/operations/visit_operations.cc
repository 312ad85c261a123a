#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/codec.h"
#include "domain/kept_back.h"
#include "domain/planning.h"
#include "domain/visit_agreement.h"
#include "domain/wording.h"
#include "operations/answer_taken.h"
#include "operations/interpreter_check.h"
#include "operations/student_reads.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Error unknown_visit() {
  return {HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
          "/visit"};
}

Result<const VisitEntry*> find_visit(const Facts& facts, const std::string& id) {
  const VisitEntry* entry = facts.history.visit(id);
  if (entry == nullptr) return unknown_visit();
  return entry;
}

// A visit as it comes in, completed and checked.
Result<Visit> checked_visit(const Call& call, const Facts& facts, VisitState state) {
  HV_ASSIGN(Visit visit, read_visit(call.request));
  if (!call.request["state"].exists()) visit.state = state;
  if (visit.visitors.empty() && !call.actor.staff.empty())
    visit.visitors.push_back(call.actor.staff);
  if (visit.visitors.empty())
    return Error{HV_INVALID_ARGUMENT, "missing_visitor", "Say who of the school was there.",
                 "/visitors"};
  for (std::size_t i = 0; i < visit.visitors.size(); ++i) {
    const std::string pointer = fmt::format("/visitors/{}", i);
    HV_TRY(check_staff(call, visit.visitors[i], pointer));
    if (std::count(visit.visitors.begin(), visit.visitors.end(), visit.visitors[i]) > 1)
      return Error{HV_INVALID_ARGUMENT, "duplicate_item", "The same visitor stands here twice.",
                   pointer};
  }
  if (visit.backstop) HV_TRY(check_staff(call, visit.backstop->staff, "/backstop/staff"));
  HV_TRY(check_visit(facts.file, facts.history, visit, call.context.config.policy, facts.today));
  HV_TRY(check_present_others(facts.file, facts.history, visit));
  if (visit.interpreter) HV_TRY(check_interpreter_of_school(call, facts.file, *visit.interpreter));
  return visit;
}

// Agreements keep their id through a revision when their text is the same.
void name_agreements(const Context& context, Visit& visit, const Visit* before) {
  for (Agreement& agreement : visit.report.agreements) {
    agreement.id.clear();
    // What the family has not taken up is a proposal.
    agreement.state = AgreementState::open;
    if (!agreement.accepted_by_family) agreement.state.life = GoalLife::proposed;
    if (before != nullptr)
      for (const Agreement& old : before->report.agreements)
        if (old.what == agreement.what && old.who == agreement.who) agreement.id = old.id;
    if (agreement.id.empty()) agreement.id = new_id(context);
  }
}

// A report of a day before the appointment may be of another talk: nothing is used up unasked.
Result<bool> is_of_another_talk(const Call& call, const Visit& planned, const Visit& visit) {
  const std::string said = call.text("appointment");
  if (said.empty() && visit.date < planned.date)
    return Error{HV_FAILED_PRECONDITION, "appointment_to_come",
                 "The appointment is on a later day. Say whether it took place earlier, or whether "
                 "this is something else and the appointment stands.",
                 "/appointment"};
  return said == "stands";
}

Result<std::string> record(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(Visit visit, checked_visit(call, facts, VisitState::held));
    const std::string planned = call.text("visit");
    visit.id.clear();
    if (!planned.empty()) {
      HV_ASSIGN(const VisitEntry* entry, find_visit(facts, planned));
      if (entry->voided || !is_planned(entry->visit.state))
        return Error{
            HV_FAILED_PRECONDITION, "visit_closed",
            "This visit has been recorded or cancelled already. Add to its report instead.",
            "/visit"};
      HV_ASSIGN(const bool another, is_of_another_talk(call, entry->visit, visit));
      if (!another) visit.id = planned;
      // The report need not repeat who was in the background, nor the times that were noted.
      if (!another && !visit.backstop) visit.backstop = entry->visit.backstop;
    }
    if (visit.id.empty()) visit.id = new_id(call.context);
    name_agreements(call.context, visit, nullptr);
    Decision decision;
    decision.visit = visit.id;
    decision.warnings = visit_warnings(visit, call.context.config.policy);
    decision.draft = "visit";
    if (call.request["sign_off"].is_true()) {
      VisitEntry entry;
      entry.visit = visit;
      HV_TRY(check_sign_off(entry));
      decision.then.push_back(VisitSignedOff{visit.id});
    }
    decision.change = VisitRecorded{std::move(visit)};
    return decision;
  });
}

// What the school has decided about the school year of that day.
PlanFacts plan_facts(const Call& call, const Facts& facts, const school::School& school, Date day) {
  return {facts.file, facts.history, school, school.programme(school::school_year_of(day)),
          call.context.config.language};
}

// Who goes, with whom, where and at whose home, of a visit that is planned already. What stood goes
// on standing where all that a confirmed visit needs holds of it as it is now; else it is a
// proposal again, and the answer says why.
Result<Decision> plan_anew(const Call& call, const Facts& facts, const school::School& school,
                           const std::string& id) {
  HV_ASSIGN(const VisitEntry* entry, find_visit(facts, id));
  const Visit& before = entry->visit;
  if (entry->voided || !is_planned(before.state))
    return Error{HV_FAILED_PRECONDITION, "visit_closed",
                 "This visit is no longer planned, so it cannot be moved or cancelled.", "/visit"};
  HV_ASSIGN(Visit visit, checked_visit(call, facts, before.state));
  visit.id = before.id;
  // Not in the form: who of the family takes part, and times that were noted.
  if (visit.guardians.empty()) visit.guardians = before.guardians;
  if (visit.pupil == PupilPresent::unknown) visit.pupil = before.pupil;
  if (visit.backstop && before.backstop && visit.backstop->staff == before.backstop->staff &&
      visit.date == before.date)
    visit.backstop = before.backstop;
  const PlanFacts plan = plan_facts(call, facts, school, visit.date);
  Decision decision;
  decision.visit = visit.id;
  if (visit.state != VisitState::proposed) {
    visit.state = VisitState::confirmed;
    Status stands = check_plan(plan, visit);
    if (stands)
      stands = check_agreed(facts.file, facts.history, notices_on(school, visit.date), visit,
                            facts.today, "");
    if (!stands) {
      visit.state = VisitState::proposed;
      decision.warnings.push_back({"proposal_again", "/state",
                                   "With this change the visit is a proposal again, until it is "
                                   "confirmed anew."});
      decision.warnings.push_back({stands.error().code, "", stands.error().message});
    }
  }
  if (visit.state == VisitState::proposed) HV_TRY(check_plan(plan, visit));
  for (Warning& warning : plan_warnings(plan, visit)) decision.warnings.push_back(warning);
  decision.change = VisitPlanned{std::move(visit)};
  return decision;
}

Result<std::string> plan(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("visit");
    if (!id.empty()) return plan_anew(call, facts, *school, id);
    HV_ASSIGN(Visit visit, checked_visit(call, facts, VisitState::proposed));
    const PlanFacts plan = plan_facts(call, facts, *school, visit.date);
    if (!visit.backstop) visit.backstop = usual_backstop(plan.programme, visit);
    HV_TRY(check_plan(plan, visit));
    if (visit.state == VisitState::confirmed)
      HV_TRY(check_agreed(facts.file, facts.history, notices_on(*school, visit.date), visit,
                          facts.today, "/state"));
    visit.id = new_id(call.context);
    Decision decision;
    decision.visit = visit.id;
    decision.warnings = plan_warnings(plan, visit);
    decision.change = VisitPlanned{std::move(visit)};
    return decision;
  });
}

// Who goes, and who is in the background, where that changes.
Status read_people(const Call& call, VisitChanged& changed) {
  const json::Value visitors = call.request["visitors"];
  for (std::size_t i = 0; i < visitors.size(); ++i) {
    const std::string pointer = fmt::format("/visitors/{}", i);
    std::string staff(visitors.at(i).text());
    HV_TRY(check_staff(call, staff, pointer));
    if (std::count(changed.visitors.begin(), changed.visitors.end(), staff) > 0)
      return Error{HV_INVALID_ARGUMENT, "duplicate_item", "The same visitor stands here twice.",
                   pointer};
    changed.visitors.push_back(std::move(staff));
  }
  if (const json::Value at = call.request["backstop"]; at.exists()) {
    changed.backstop = Backstop{std::string(at["staff"].text()), "", ""};
    HV_TRY(check_staff(call, changed.backstop->staff, "/backstop/staff"));
  }
  return ok();
}

// The visit as it will stand.
Visit changed_visit(const VisitEntry& entry, const VisitChanged& changed) {
  Visit visit = entry.visit;
  visit.state = changed.state;
  if (changed.date) visit.date = *changed.date;
  if (!changed.start_time.empty()) visit.start_time = changed.start_time;
  if (!changed.visitors.empty()) visit.visitors = changed.visitors;
  if (changed.backstop) visit.backstop = changed.backstop;
  return visit;
}

// R26: who said in the same breath that the visit is welcome; nothing where nobody did.
Result<std::optional<Answer>> word_given(const Call& call, const Facts& facts,
                                         const school::School& school, const Visit& visit) {
  const json::Value given = call.request["agreed"];
  if (!given.exists()) return std::optional<Answer>();
  if (visit.place != Place::home || !is_planned(visit.state))
    return Error{HV_INVALID_ARGUMENT, "word_without_visit",
                 "That somebody said you are welcome goes with a visit at home that stands or "
                 "moves to another day.",
                 "/agreed"};
  HV_ASSIGN(Answer answer, answer_taken(call, facts, school, given, "/agreed", AnswerKind::agreed));
  return std::optional<Answer>(std::move(answer));
}

// What is asked of a visit that is still to come. `history`: with the word that was given with it.
Status check_to_come(const Facts& facts, const History& history, const school::School& school,
                     const PlanFacts& plan, const Visit& visit) {
  if (visit.place == Place::home)
    HV_TRY(may_visit_home(facts.file, history, visit.at_guardian, visit.date));
  if (visit.backstop &&
      std::count(visit.visitors.begin(), visit.visitors.end(), visit.backstop->staff) > 0)
    return Error{HV_INVALID_ARGUMENT, "backstop_is_visitor",
                 "The backstop is somebody else than the visitors.", "/backstop/staff"};
  HV_TRY(check_plan(plan, visit));
  if (visit.state == VisitState::proposed) return ok();
  Status agreed = check_agreed(facts.file, history, notices_on(school, visit.date), visit,
                               facts.today, "/agreed/guardian");
  // Whoever were asked now, their answer would not reach that far.
  if (!agreed && agreed.error().code == "visit_not_agreed" &&
      visit.date >= next_school_year_start(facts.today))
    return Error{HV_FAILED_PRECONDITION, "visit_next_year",
                 "An answer holds for its school year, and this day is in the next one. Call this "
                 "appointment off and propose a new one for that day; it is asked again then.",
                 "/date"};
  return agreed;
}

// R42: said in the same breath by who confirms and goes along.
Status say_ready(const Call& call, const Visit& visit, school::School& school, Decision& decision) {
  if (!call.request["ready"].is_true() || !is_planned(visit.state)) return ok();
  const std::string& staff = call.actor.staff;
  if (staff.empty() || std::count(visit.visitors.begin(), visit.visitors.end(), staff) == 0)
    return Error{HV_PERMISSION_DENIED, "not_a_visitor",
                 "Only who goes on this visit says that it suits them.", "/ready"};
  const school::VisitorReady said{staff, visit.id, true};
  school::apply(school, {"", 0, 0, staff, "", said});
  decision.of_school = said;
  return ok();
}

Result<std::string> change(const Call& call) {
  HV_ASSIGN(const SharedSchool as_it_is, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    VisitChanged changed{entry->visit.id, VisitState::confirmed, std::nullopt, ""};
    if (const auto state = from_name<VisitState>(call.text("state"))) changed.state = *state;
    HV_ASSIGN(changed.date, read_date(call.request, "date", "/date"));
    changed.start_time = call.text("start_time");
    HV_TRY(read_people(call, changed));
    HV_TRY(check_change_of_visit(*entry, changed, facts.today));
    // A proposal that moves to another day stays a proposal.
    if (changed.state == VisitState::rescheduled && entry->visit.state == VisitState::proposed)
      changed.state = VisitState::proposed;
    const Visit visit = changed_visit(*entry, changed);
    HV_ASSIGN(const auto word, word_given(call, facts, *as_it_is, visit));
    const History history = word ? with_answer(facts.history, *word) : facts.history;
    Decision decision;
    decision.visit = entry->visit.id;
    if (is_planned(visit.state)) {
      school::School school = *as_it_is;
      HV_TRY(say_ready(call, visit, school, decision));
      const PlanFacts plan = plan_facts(call, facts, school, visit.date);
      HV_TRY(check_to_come(facts, history, school, plan, visit));
      decision.warnings = plan_warnings(plan, visit);
    }
    decision.change = std::move(changed);
    if (!word) return decision;
    // What was said comes before what is done on it.
    decision.answer = word->id;
    decision.then.push_back(std::exchange(decision.change, AnswerRecorded{*word}));
    return decision;
  });
}

Result<std::string> revise(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    if (entry->voided || is_planned(entry->visit.state))
      return Error{HV_FAILED_PRECONDITION, "nothing_to_revise",
                   "There is no report here that can be changed.", "/visit"};
    if (entry->signed_off)
      return Error{HV_FAILED_PRECONDITION, "signed_off",
                   "This report is signed off. Add an addendum instead.", "/visit"};
    HV_TRY(may_revise(call.context, call.actor, facts.file, facts.history, *entry));
    // The rules look at what else there is: the visit itself must not stand in its own way.
    HV_ASSIGN(Visit visit, checked_visit(call, facts, entry->visit.state));
    visit.id = entry->visit.id;
    name_agreements(call.context, visit, &entry->visit);
    Decision decision;
    decision.visit = visit.id;
    decision.warnings = visit_warnings(visit, call.context.config.policy);
    decision.change = VisitRevised{std::move(visit)};
    return decision;
  });
}

Result<std::string> sign_off(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    HV_TRY(check_sign_off(*entry));
    if (entry->recorded.by != call.actor.staff && call.actor.role != access::Role::care_coordinator)
      return Error{HV_PERMISSION_DENIED, "not_the_author",
                   "Only who wrote this report, or the care coordinator, signs it off.", "/visit"};
    return Decision{VisitSignedOff{entry->visit.id}, entry->visit.id, "", {}, ""};
  });
}

Result<std::string> amend(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    if (entry->voided || !is_contact(entry->visit.state))
      return Error{HV_FAILED_PRECONDITION, "nothing_to_amend", "There is no report here to add to.",
                   "/visit"};
    if (!entry->signed_off)
      return Error{HV_FAILED_PRECONDITION, "not_signed_off",
                   "This report is still open: change the report itself, or sign it off first.",
                   "/visit"};
    VisitAmended amended{entry->visit.id, call.text("text"), call.text("why"), Tier::shared};
    if (const auto tier = from_name<Tier>(call.text("tier"))) amended.tier = *tier;
    std::vector<Warning> warnings;
    if (const auto word = labelling_word(amended.text))
      warnings.push_back(labelling(*word, "/text"));
    return Decision{std::move(amended), entry->visit.id, "", std::move(warnings), ""};
  });
}

Result<std::string> make_void(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    if (entry->voided)
      return Error{HV_FAILED_PRECONDITION, "visit_voided",
                   "This visit is marked as entered in error already.", "/visit"};
    if (entry->recorded.by == call.actor.staff)
      return Error{HV_FAILED_PRECONDITION, "second_person",
                   "A second person marks an entry as made in error. Ask a colleague or the care "
                   "coordinator.",
                   "/visit"};
    return Decision{VisitVoided{entry->visit.id}, entry->visit.id, "", {}, ""};
  });
}

// The word says how it stands; each axis that is given besides says it more closely. A word alone
// that holds already leaves the axes as they are.
Result<GoalState> wanted_state(const Call& call, const GoalState& now) {
  const auto word = from_name<AgreementState>(call.text("state"));
  const auto life = from_name<GoalLife>(call.text("life"));
  const auto result = from_name<GoalResult>(call.text("result"));
  GoalState wanted = now;
  if (word && !(now == *word)) wanted = *word;
  if (life) wanted.life = *life;
  if (result) wanted.result = *result;
  if (word && !(wanted == *word))
    return Error{HV_INVALID_ARGUMENT, "state_contradicts",
                 "The word for how it goes does not fit what is said besides. Choose one of them.",
                 "/state"};
  return wanted;
}

Result<std::string> change_agreement(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("agreement");
    const auto& all = facts.history.agreements;
    const auto known = std::find_if(all.begin(), all.end(), [&](const AgreementEntry& entry) {
      return entry.agreement.id == id;
    });
    if (known == all.end())
      return Error{HV_NOT_FOUND, "unknown_agreement",
                   "There is no such agreement in this student's file.", "/agreement"};
    AgreementChanged changed{id, AgreementState::open, call.text("note")};
    HV_ASSIGN(changed.state, wanted_state(call, known->agreement.state));
    HV_ASSIGN(changed.review, read_date(call.request, "review", "/review"));
    if (changed.review && *changed.review < facts.today)
      return Error{HV_INVALID_ARGUMENT, "review_in_past",
                   "The day to look at it again lies today or later.", "/review"};
    return Decision{std::move(changed), "", "", {}, ""};
  });
}

Result<std::string> change_need(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const VisitEntry* entry, find_visit(facts, call.text("visit")));
    NeedChanged changed{entry->visit.id,
                        static_cast<int>(call.request["index"].integer().value_or(0)),
                        NeedState::open, call.text("joint_solution")};
    if (entry->voided ||
        static_cast<std::size_t>(changed.index) >= entry->visit.report.needs.size())
      return Error{HV_NOT_FOUND, "unknown_need", "There is no such line in this report.", "/index"};
    if (const auto state = from_name<NeedState>(call.text("state"))) changed.state = *state;
    return Decision{std::move(changed), entry->visit.id, "", {}, ""};
  });
}

}  // namespace

std::span<const Operation> visit_operations() {
  static constexpr Operation operations[] = {
      {"visit.record", record},     {"visit.plan", plan},
      {"visit.change", change},     {"visit.revise", revise},
      {"visit.sign_off", sign_off}, {"visit.amend", amend},
      {"visit.void", make_void},    {"agreement.change", change_agreement},
      {"need.change", change_need}};
  return operations;
}

}  // namespace homevisit::operations
