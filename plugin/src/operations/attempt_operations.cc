// Attempts to reach a family (R92 to R95), and who may be spoken to in a guardian's place.
#include <algorithm>

#include "domain/attempts.h"
#include "domain/codec.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Result<std::string> record(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    AttemptMade attempt;
    attempt.guardian = call.text("guardian");
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    attempt.date = date.value_or(facts.today);
    attempt.time = call.text("time");
    if (const auto known = from_name<Approach>(call.text("approach"))) attempt.approach = *known;
    if (const auto known = from_name<AttemptResult>(call.text("result"))) attempt.result = *known;
    attempt.made_by = call.text("made_by");
    if (attempt.made_by.empty()) attempt.made_by = call.actor.staff;
    if (!attempt.made_by.empty()) HV_TRY(check_staff(call, attempt.made_by, "/made_by"));
    attempt.stand_in = call.text("stand_in");
    HV_TRY(check_attempt(facts.file, facts.history, attempt, facts.today));
    attempt.id = new_id(call.context);

    Decision decision;
    if (attempt.approach == Approach::via_relative &&
        !may_hear_dossier(facts.history, attempt.stand_in, attempt.date))
      decision.warnings.push_back(
          {"stand_in_hears_nothing", "/stand_in",
           "Nothing of the file is said to somebody in the guardian's place, unless the guardian "
           "has agreed to it."});
    decision.id = attempt.id;
    decision.change = std::move(attempt);
    return decision;
  });
}

// By whoever noted it, or by somebody else who looks after the student. Others do not learn that
// there was an attempt (access/limit.h).
Result<std::string> make_void(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("attempt");
    const auto& all = facts.history.attempts;
    const auto entry = std::find_if(all.begin(), all.end(), [&](const AttemptEntry& attempt) {
      const std::string& by = attempt.recorded.by;
      const bool own = !by.empty() && by == call.actor.staff;
      return attempt.value.id == id && facts.view.tiers.sees(Tier::care, own);
    });
    if (entry == all.end())
      return Error{HV_NOT_FOUND, "unknown_attempt",
                   "There is no such attempt in this student's file.", "/attempt"};
    if (entry->voided)
      return Error{HV_FAILED_PRECONDITION, "attempt_voided",
                   "This attempt is marked as a mistake already.", "/attempt"};
    Decision decision;
    decision.id = id;
    decision.change = AttemptVoided{id};
    return decision;
  });
}

Result<std::string> agree(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    StandInAgreed agreed;
    agreed.guardian = call.text("guardian");
    const auto& guardians = facts.file.guardians;
    const auto guardian = std::find_if(guardians.begin(), guardians.end(),
                                       [&](const Guardian& g) { return g.id == agreed.guardian; });
    if (guardian == guardians.end())
      return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
                   "The roster has no such guardian for this student.", "/guardian"};
    agreed.relation = call.text("relation");
    agreed.may_hear_dossier = call.request["may_hear_dossier"].is_true();
    // Who may not hear of the file cannot let somebody else hear of it.
    if (agreed.may_hear_dossier && !is_to_be_informed(*guardian))
      return Error{HV_FAILED_PRECONDITION, "guardian_may_not_share",
                   "This guardian cannot agree to that: the school's records give them no say in "
                   "what is told. Ask a guardian with custody.",
                   "/guardian"};
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    agreed.date = date.value_or(facts.today);
    if (agreed.date > facts.today)
      return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
    agreed.id = new_id(call.context);
    Decision decision;
    decision.id = agreed.id;
    decision.change = std::move(agreed);
    return decision;
  });
}

Result<std::string> end(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("stand_in");
    const auto& all = facts.history.stand_ins;
    const auto entry =
        std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.value.id == id; });
    if (entry == all.end())
      return Error{HV_NOT_FOUND, "unknown_stand_in",
                   "Nobody in a guardian's place is noted under this number.", "/stand_in"};
    StandInAgreed ended = entry->value;
    if (!ended.ended) ended.ended = facts.today;
    return Decision{std::move(ended), "", "", {}, ""};
  });
}

}  // namespace

std::span<const Operation> attempt_operations() {
  static constexpr Operation operations[] = {{"attempt.record", record},
                                             {"attempt.void", make_void},
                                             {"stand_in.agree", agree},
                                             {"stand_in.end", end}};
  return operations;
}

}  // namespace homevisit::operations
