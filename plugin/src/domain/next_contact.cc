#include "domain/next_contact.h"

#include <algorithm>

namespace homevisit {
namespace {

const NextContact* last_said(const History& history) {
  for (auto it = history.intentions.rbegin(); it != history.intentions.rend(); ++it)
    if (!it->planned && !is_done(history, *it)) return &it->next;
  return nullptr;
}

bool is_proposal(const History& history, const History::Intention& intention) {
  const VisitEntry* entry = intention.planned ? history.visit(intention.visit) : nullptr;
  return entry != nullptr && entry->visit.state == VisitState::proposed;
}

std::optional<NextContact> last_that_stands(const History& history) {
  if (const NextContact* said = last_said(history)) return *said;
  for (auto it = history.intentions.rbegin(); it != history.intentions.rend(); ++it)
    if (!is_done(history, *it) && !is_proposal(history, *it)) return it->next;
  return std::nullopt;
}

}  // namespace

bool is_done(const History& history, const History::Intention& intention) {
  const auto& day = intention.next.date;
  return std::any_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& entry) {
    const Visit& visit = entry.visit;
    return !entry.voided && is_contact(visit.state) &&
           entry.recorded.seq > intention.recorded.seq && visit.id != intention.visit &&
           (!day || visit.date >= *day);
  });
}

std::optional<NextContact> said_last(const History& history) {
  const NextContact* said = last_said(history);
  return said == nullptr ? history.next_contact : std::optional(*said);
}

std::optional<Date> first_proposed(const History& history, Date today) {
  std::optional<Date> first;
  for (const History::Intention& intention : history.intentions)
    if (is_proposal(history, intention) && *intention.next.date >= today &&
        (!first || *intention.next.date < *first))
      first = intention.next.date;
  return first;
}

std::optional<NextContact> next_contact(const History& history, Date today) {
  const NextContact* next = nullptr;
  const auto consider = [&](const NextContact& one) {
    if (one.date && *one.date >= today && (next == nullptr || *one.date < *next->date)) next = &one;
  };
  if (const NextContact* said = last_said(history)) consider(*said);
  for (const History::Intention& intention : history.intentions)
    if (intention.planned && !is_proposal(history, intention)) consider(intention.next);
  return next == nullptr ? last_that_stands(history) : std::optional(*next);
}

}  // namespace homevisit
