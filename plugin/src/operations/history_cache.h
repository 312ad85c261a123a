// Histories that were read lately, so that a page need not open fifty events again. An entry is
// used only while the journal says that nothing has changed for this student, by whatever process.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "domain/history.h"
#include "journal/journal.h"

namespace homevisit::operations {

using SharedHistory = std::shared_ptr<const History>;

// [any]
class HistoryCache {
 public:
  explicit HistoryCache(std::size_t most) : most_(most) {}

  // The student's history with the state of delivery filled in.
  Result<SharedHistory> read(journal::Journal& journal, const std::string& student);

  // The history up to `head` without the state of delivery, if it is held; else null.
  SharedHistory folded(const std::string& student, std::int64_t head);
  // Keeps what was just folded or written. REQUIRES: history->last_seq is set.
  void keep(const std::string& student, SharedHistory history);

 private:
  struct Entry {
    std::string student;
    SharedHistory folded;
    std::int64_t delivery = -1;  // version of the outbox that `filed` shows; -1: not made yet
    SharedHistory filed;
  };
  using Place = std::list<Entry>::iterator;
  // REQUIRES: mutex_ is held. Null when it is not held or not up to `head`.
  Entry* find(const std::string& student, std::int64_t head);

  std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the latest used first
  std::unordered_map<std::string, Place> index_;
};

Result<std::vector<DossierEvent>> read_events(const std::vector<journal::Event>& events);
// Reads events and folds them. The bodies must be events of this or an earlier version.
Result<History> fold_events(const std::vector<journal::Event>& events);

}  // namespace homevisit::operations
