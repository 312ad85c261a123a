#include <algorithm>

#include "domain/codec.h"
#include "domain/consent.h"
#include "operations/answer_taken.h"
#include "operations/consent_evidence.h"
#include "operations/notice_given.h"
#include "operations/plans_taken_back.h"

namespace homevisit::operations {
namespace {

Status check_guardian(const Facts& facts, const std::string& id) {
  const auto& guardians = facts.file.guardians;
  if (std::any_of(guardians.begin(), guardians.end(),
                  [&](const Guardian& g) { return g.id == id; }))
    return ok();
  return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
               "The roster has no such guardian for this student.", "/guardian"};
}

Result<std::string> record(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(Answer answer, answer_taken(call, facts, *school, call.request, ""));
    Decision decision;
    decision.answer = answer.id;
    decision.draft = "answer";
    take_back_plans(call, facts, answer, decision);
    decision.change = AnswerRecorded{std::move(answer)};
    return decision;
  });
}

Result<std::string> make_void(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("answer");
    const auto& answers = facts.history.answers;
    const auto entry = std::find_if(answers.begin(), answers.end(),
                                    [&](const AnswerEntry& a) { return a.answer.id == id; });
    if (entry == answers.end())
      return Error{HV_NOT_FOUND, "unknown_answer",
                   "There is no such answer in this student's file.", "/answer"};
    if (entry->voided)
      return Error{HV_FAILED_PRECONDITION, "answer_voided",
                   "This answer is marked as entered in error already.", "/answer"};
    if (entry->recorded.by == call.actor.staff)
      return Error{HV_FAILED_PRECONDITION, "second_person",
                   "A second person marks an entry as made in error. Ask a colleague or the care "
                   "coordinator.",
                   "/answer"};
    return Decision{AnswerVoided{id}, "", id, {}, ""};
  });
}

Result<std::string> inform(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    GuardianInformed told;
    told.guardian = call.text("guardian");
    HV_TRY(check_guardian(facts, told.guardian));
    HV_ASSIGN(told.date, past_date(call, facts.today));
    HV_TRY(may_be_told(facts, told.guardian, told.date));
    if (const auto what = from_name<Told>(call.text("what"))) told.what = *what;
    told.visit = call.text("visit");
    if (!told.visit.empty() && facts.history.visit(told.visit) == nullptr)
      return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                   "/visit"};
    if (const auto channel = from_name<Channel>(call.text("channel"))) told.channel = *channel;
    told.language = call.text("language");
    Decision decision;
    // R29: who hears the notice has had it, in the version that held that day.
    if (told.what == Told::notice && school->notice(told.date) != nullptr) {
      HV_ASSIGN(NoticeGiven given, notice_for(call, *school, facts.file, told.guardian, told.date));
      given.channel = told.channel;
      decision.then.push_back(std::move(given));
    }
    decision.change = std::move(told);
    return decision;
  });
}

Result<std::string> prefer(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    PreferenceSet preference{call.text("guardian"), call.text("channel"), call.text("hours"),
                             call.text("language")};
    HV_TRY(check_guardian(facts, preference.guardian));
    return Decision{std::move(preference), "", "", {}, ""};
  });
}

Result<std::string> plan_contact(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    NextContact next;
    HV_ASSIGN(next.date, read_date(call.request, "date", "/date"));
    if (next.date && *next.date < facts.today)
      return Error{HV_INVALID_ARGUMENT, "next_contact_in_past",
                   "The next contact lies today or later.", "/date"};
    next.form = call.text("form");
    next.frequency = call.text("frequency");
    next.agreed_by_family = call.request["agreed_by_family"].is_true();
    if (!next.date && next.form.empty() && next.frequency.empty())
      return Error{HV_INVALID_ARGUMENT, "missing_field", "Give a day, a form or how often.",
                   "/date"};
    return Decision{NextContactSet{std::move(next)}, "", "", {}, ""};
  });
}

}  // namespace

std::span<const Operation> answer_operations() {
  static constexpr Operation operations[] = {{"answer.record", record},
                                             {"answer.void", make_void},
                                             {"guardian.inform", inform},
                                             {"guardian.prefer", prefer},
                                             {"contact.plan", plan_contact}};
  return operations;
}

}  // namespace homevisit::operations
