#include "domain/progress/last_contact.h"

#include <algorithm>

#include "domain/answer.h"
#include "domain/contact.h"
#include "domain/visit.h"

namespace homevisit::progress {
namespace {

// A later fact about the same visit, answer or attempt takes the place of this one.
bool is_taken_back(const Fact& fact, const Fact& later) {
  if (fact.which != later.which) return false;
  switch (fact.kind) {
    case FactKind::visit:
      return later.kind == FactKind::visit || later.kind == FactKind::visit_voided;
    case FactKind::answer:
      return later.kind == FactKind::answer || later.kind == FactKind::answer_voided;
    case FactKind::attempt:
      return later.kind == FactKind::attempt_voided;
    default:
      return false;
  }
}

}  // namespace

bool is_contact(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::visit:
      return homevisit::is_contact(static_cast<VisitState>(fact.value));
    case FactKind::answer:
      return static_cast<AnswerKind>(fact.value) != AnswerKind::no_answer;
    case FactKind::attempt: {
      const auto result = static_cast<AttemptResult>(fact.value);
      const bool spoken =
          result == AttemptResult::spoken || result == AttemptResult::visit_arranged;
      return spoken && static_cast<Approach>(fact.how) != Approach::doorstep;
    }
    default:
      return false;
  }
}

std::optional<Date> last_contact(const Facts& facts) {
  std::optional<int> last;
  for (auto fact = facts.list.begin(); fact != facts.list.end(); ++fact) {
    if (!is_contact(*fact) || (last && fact->day <= *last)) continue;
    if (std::any_of(fact + 1, facts.list.end(),
                    [&](const Fact& later) { return is_taken_back(*fact, later); }))
      continue;
    last = fact->day;
  }
  return last ? std::optional(date_of(*last)) : std::nullopt;
}

}  // namespace homevisit::progress
