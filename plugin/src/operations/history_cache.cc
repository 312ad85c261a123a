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
    case journal::OutboxState::stopped:
      return Filed::attention;
    case journal::OutboxState::dead:
      return Filed::none;
    default:
      return Filed::waiting;
  }
}

// What a colleague did to an entry in the student's file, by the events that filed it.
class Colleagues {
 public:
  explicit Colleagues(const std::vector<journal::Delivery>& deliveries) {
    for (const auto& delivery : deliveries) {
      InFile& seen = by_seq_[delivery.event_seq];
      if (delivery.seen == journal::Seen::altered) seen = std::max(seen, InFile::changed);
      if (delivery.seen == journal::Seen::missing) seen = std::max(seen, InFile::removed);
    }
  }
  InFile of(std::int64_t seq) const {
    const auto found = by_seq_.find(seq);
    return found == by_seq_.end() ? InFile::as_filed : found->second;
  }
  void mark(History& history) const {
    for (VisitEntry& entry : history.visits) {
      if (entry.voided) continue;
      for (const std::int64_t report : entry.reports)
        entry.recorded.in_file = std::max(entry.recorded.in_file, of(report));
      for (Addendum& addendum : entry.addenda)
        addendum.recorded.in_file = of(addendum.recorded.seq);
    }
    for (AnswerEntry& entry : history.answers)
      if (!entry.voided) entry.recorded.in_file = of(entry.recorded.seq);
  }

 private:
  std::unordered_map<std::int64_t, InFile> by_seq_;
};

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
  Colleagues(deliveries).mark(history);
}

}  // namespace

Result<std::vector<DossierEvent>> read_events(const std::vector<journal::Event>& events) {
  std::vector<DossierEvent> read;
  read.reserve(events.size());
  for (const journal::Event& event : events) {
    HV_ASSIGN(DossierEvent one, read_event(event.seq, event.id.text(), event.id.ms(), event.body));
    read.push_back(std::move(one));
  }
  return read;
}

Result<History> fold_events(const std::vector<journal::Event>& events) {
  HV_ASSIGN(const auto read, read_events(events));
  return fold(read);
}

HistoryCache::Entry* HistoryCache::find(const std::string& student, std::int64_t head) {
  const auto found = index_.find(student);
  if (found == index_.end() || found->second->folded->last_seq != head) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &*found->second;
}

SharedHistory HistoryCache::folded(const std::string& student, std::int64_t head) {
  const std::lock_guard lock(mutex_);
  const Entry* entry = find(student, head);
  return entry == nullptr ? nullptr : entry->folded;
}

void HistoryCache::keep(const std::string& student, SharedHistory history) {
  const std::lock_guard lock(mutex_);
  if (const auto old = index_.find(student); old != index_.end()) {
    // Two callers may come back in the other order than they read.
    if (old->second->folded->last_seq >= history->last_seq) return;
    entries_.erase(old->second);
    index_.erase(old);
  }
  entries_.push_front({student, std::move(history), -1, nullptr});
  index_[student] = entries_.begin();
  if (entries_.size() > most_) {
    index_.erase(entries_.back().student);
    entries_.pop_back();
  }
}

Result<SharedHistory> HistoryCache::read(journal::Journal& journal, const std::string& student) {
  HV_ASSIGN(const std::int64_t head, journal.head(student));
  HV_ASSIGN(const std::int64_t delivery, journal.delivery_version(student));
  SharedHistory history;
  {
    const std::lock_guard lock(mutex_);
    if (const Entry* entry = find(student, head)) {
      if (entry->delivery == delivery) return entry->filed;
      history = entry->folded;
    }
  }
  if (!history) {
    HV_ASSIGN(const auto events, journal.events(student, journal::Stream::dossier));
    HV_ASSIGN(History read, fold_events(events));
    history = std::make_shared<const History>(std::move(read));
    keep(student, history);
  }
  // What is read here may be newer than `delivery`: then the next look reads once more, never less.
  HV_ASSIGN(const auto deliveries, journal.deliveries(student));
  History filed = *history;
  mark_filed(filed, deliveries);
  auto shared = std::make_shared<const History>(std::move(filed));
  const std::lock_guard lock(mutex_);
  if (Entry* entry = find(student, shared->last_seq)) {
    entry->delivery = delivery;
    entry->filed = shared;
  }
  return shared;
}

}  // namespace homevisit::operations
