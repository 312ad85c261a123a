#include "operations/file_cache.h"

namespace homevisit::operations {

Result<SharedFile> FileCache::read(journal::RosterStore& roster, const std::string& student,
                                   Date day) {
  HV_ASSIGN(const std::int64_t version, roster.version());
  {
    const std::lock_guard lock(mutex_);
    // Everything goes at once: a class is read again in a moment, and nothing old can stay.
    if (version != version_ || day != day_ || files_.size() >= most_) files_.clear();
    version_ = version;
    day_ = day;
    if (const auto found = files_.find(student); found != files_.end()) return found->second;
  }
  HV_ASSIGN(StudentFile file, roster.file(student, day));
  auto shared = std::make_shared<const StudentFile>(std::move(file));
  const std::lock_guard lock(mutex_);
  if (version == version_ && day == day_) files_.emplace(student, shared);
  return shared;
}

}  // namespace homevisit::operations
