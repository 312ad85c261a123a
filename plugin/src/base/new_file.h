// A file that is made beside its place and then put there: whoever sees it sees all of it, also
// after a power cut. Never overwrites.
#pragma once

#include <string>

#include "base/random.h"

namespace homevisit {

class NewFile {
 public:
  NewFile(std::string place, Random& random);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  // What was not put into place goes, with SQLite's files beside it.
  ~NewFile();

  // Makes it, empty, with mode 0600. The descriptor, which the caller closes, or -1 with errno.
  int make();
  // Where it is until then.
  const std::string& path() const { return path_; }
  // 0 when it is in its place and stays there (its folder is on the disk, too); else an errno:
  // EEXIST when something is there already. The content must be on the disk by now.
  int put_in_place();

 private:
  const std::string place_, path_;
};

}  // namespace homevisit
