#include "journal/open_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <string_view>

namespace homevisit::journal {

OpenFiles OpenFiles::at(const std::string& path, const char* kind) {
  OpenFiles open;
  open.kind_ = kind;
  open.files_ = {File{path, {}}, File{path + "-wal", {}}, File{path + "-shm", {}}};
  for (File& file : open.files_) file.identity = identity_of(file.path);
  return open;
}

OpenFiles::Identity OpenFiles::identity_of(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return {};
  return {info.st_dev, info.st_ino};
}

Status OpenFiles::check_main() const { return check(files_[0]); }

Status OpenFiles::check_all() const {
  for (const File& file : files_) HV_TRY(check(file));
  return ok();
}

Status OpenFiles::check(const File& file) const {
  if (identity_of(file.path) == file.identity) return ok();
  return Error{
      HV_FAILED_PRECONDITION,
      std::string_view(kind_) == "roster" ? "roster_moved" : "journal_moved",
      fmt::format("The file {} was moved, replaced or deleted while this program had it open; "
                  "nothing was written. Put the {} back where it was, together with its -wal file, "
                  "and all goes on; or, where another one shall be used from now on, restart every "
                  "program that uses it.",
                  file.path, kind_)};
}

}  // namespace homevisit::journal
