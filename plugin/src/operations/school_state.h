// The school's own state (programme, notices, staff, evaluation), folded once and kept while
// nothing is added to it, by whatever process.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "domain/school/school.h"
#include "journal/journal.h"

namespace homevisit::operations {

using SharedSchool = std::shared_ptr<const school::School>;

// Beside the events stands up to which of them the state goes, so that a page that needs the
// state of yesterday's reading asks for one number.
inline constexpr char school_name[] = "school";

Result<std::vector<school::Event>> read_school_events(const std::vector<journal::Event>& events);

// [any]
class SchoolCache {
 public:
  Result<SharedSchool> read(journal::Journal& journal);
  // The same inside a transaction.
  Result<SharedSchool> read(journal::Transaction& transaction);
  // As it was known at the end of that moment (milliseconds since 1970), whatever came since.
  static Result<school::School> as_of(journal::Journal& journal, std::int64_t moment);

  void keep(SharedSchool school);

 private:
  SharedSchool held(std::int64_t seq);

  std::mutex mutex_;
  SharedSchool held_;
};

}  // namespace homevisit::operations
