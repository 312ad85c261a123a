#include "operations/plans_taken_back.h"

#include <algorithm>

#include "operations/answer_taken.h"
#include "text/msg.h"

namespace homevisit::operations {
namespace {

using text::msg;

// By what they do, never by name.
std::string whom_to_tell(const Visit& visit, const Call& call) {
  std::string all;
  const auto add = [&](bool is_there, const char* who) {
    if (is_there) all += (all.empty() ? "" : ", ") + call.words.text(who);
  };
  add(std::any_of(visit.visitors.begin(), visit.visitors.end(),
                  [&](const std::string& staff) { return staff != call.actor.staff; }),
      msg("the colleague who would go"));
  add(visit.backstop && visit.backstop->staff != call.actor.staff,
      msg("the colleague in the background"));
  add(visit.interpreter.has_value(), msg("the interpreter"));
  add(!visit.companions.empty(), msg("who would come along"));
  return all;
}

// Its sentence holds a day, so it is in the reader's language already.
Warning hint_of(const Visit& visit, const Call& call) {
  std::string message =
      call.words.text("The home visit that was planned for {date} does not take place.",
                      {{"date", call.words.date(visit.date)}});
  const std::string who = whom_to_tell(visit, call);
  if (!who.empty())
    message += " " + call.words.text("For the school to do: tell {who}.", {{"who", who}});
  return Warning{"plan_fell_away", "", std::move(message)};
}

}  // namespace

void take_back_plans(const Call& call, const Facts& facts, const Answer& answer,
                     Decision& decision) {
  const History then = with_answer(facts.history, answer);
  for (const VisitEntry& entry : facts.history.visits) {
    const Visit& visit = entry.visit;
    if (entry.voided || !is_planned(visit.state) || visit.place != Place::home ||
        visit.date < facts.today)
      continue;
    if (!may_visit_home(facts.file, facts.history, visit.at_guardian, visit.date) ||
        may_visit_home(facts.file, then, visit.at_guardian, visit.date))
      continue;
    VisitChanged off;
    off.visit = visit.id;
    off.state = VisitState::cancelled_by_school;  // it is the school that does not come
    decision.then.push_back(std::move(off));
    decision.warnings.push_back(hint_of(visit, call));
  }
}

}  // namespace homevisit::operations
