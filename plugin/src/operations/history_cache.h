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

 private:
  struct Entry {
    std::string student;
    std::int64_t head = 0, delivery = 0;
    SharedHistory history;
  };
  std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the latest used first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

// Reads events and folds them. The bodies must be events of this or an earlier version.
Result<History> fold_events(const std::vector<journal::Event>& events);

}  // namespace homevisit::operations
