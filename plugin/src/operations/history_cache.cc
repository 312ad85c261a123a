#include "operations/history_cache.h"

#include <algorithm>

#include "domain/codec.h"

namespace homevisit::operations {
namespace {

Filed worse(Filed a, Filed b) { return std::max(a, b); }

Filed filed_of(journal::OutboxState state) {
  switch (state) {
    case journal::OutboxState::done:
      return Filed::filed;
    case journal::OutboxState::dead:
      return Filed::attention;
    default:
      return Filed::waiting;
  }
}

void mark_filed(History& history, const std::vector<journal::Delivery>& deliveries) {
  std::unordered_map<std::int64_t, Filed> by_seq;
  for (const auto& delivery : deliveries) {
    // One event may have several entries: the least finished one counts.
    auto [at, fresh] = by_seq.emplace(delivery.event_seq, filed_of(delivery.state));
    if (fresh) continue;
    const Filed state = filed_of(delivery.state);
    if (at->second == Filed::filed || state == Filed::attention)
      at->second = state;
    else
      at->second = state == Filed::filed ? at->second : worse(at->second, state);
  }
  const auto mark = [&](Recorded& recorded) {
    const auto found = by_seq.find(recorded.seq);
    recorded.filed = found == by_seq.end() ? Filed::none : found->second;
  };
  for (VisitEntry& entry : history.visits) {
    mark(entry.recorded);
    for (Addendum& addendum : entry.addenda) mark(addendum.recorded);
    if (entry.voided) mark(*entry.voided);
  }
  for (AnswerEntry& entry : history.answers) {
    mark(entry.recorded);
    if (entry.voided) mark(*entry.voided);
  }
  for (AgreementEntry& entry : history.agreements) mark(entry.changed);
}

}  // namespace

Result<History> fold_events(const std::vector<journal::Event>& events) {
  History history;
  for (const journal::Event& event : events) {
    HV_ASSIGN(const DossierEvent read,
              read_event(event.seq, event.id.text(), event.id.ms(), event.body));
    apply(history, read);
  }
  return history;
}

Result<SharedHistory> HistoryCache::read(journal::Journal& journal, const std::string& student) {
  HV_ASSIGN(const std::int64_t head, journal.head(student));
  HV_ASSIGN(const std::int64_t delivery, journal.delivery_version(student));
  {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(student);
    if (found != index_.end() && found->second->head == head &&
        found->second->delivery == delivery) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->history;
    }
  }
  HV_ASSIGN(const auto events, journal.events(student, journal::Stream::dossier));
  HV_ASSIGN(History history, fold_events(events));
  HV_ASSIGN(const auto deliveries, journal.deliveries(student));
  mark_filed(history, deliveries);
  auto shared = std::make_shared<const History>(std::move(history));
  const std::lock_guard lock(mutex_);
  if (const auto old = index_.find(student); old != index_.end()) {
    entries_.erase(old->second);
    index_.erase(old);
  }
  // What was read may be newer than `head`: then the next look-up reads once more, never less.
  entries_.push_front({student, shared->last_seq, delivery, shared});
  index_[student] = entries_.begin();
  if (entries_.size() > most_) {
    index_.erase(entries_.back().student);
    entries_.pop_back();
  }
  return shared;
}

}  // namespace homevisit::operations
