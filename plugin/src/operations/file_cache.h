// Students' roster files that were read lately. Used only while the roster is the same, and on the
// same day.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/date.h"
#include "journal/roster_store.h"

namespace homevisit::operations {

using SharedFile = std::shared_ptr<const StudentFile>;

// [any]
class FileCache {
 public:
  explicit FileCache(std::size_t most) : most_(most) {}
  Result<SharedFile> read(journal::RosterStore& roster, const std::string& student, Date day);

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::int64_t version_ = -1;
  Date day_{};
  std::unordered_map<std::string, SharedFile> files_;
};

}  // namespace homevisit::operations
