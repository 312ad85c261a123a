#include "backup/private_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "backup/files.h"

namespace homevisit::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view middle = ".part-";

// The lock goes with the process that has it: what can be locked was left behind. -1: it cannot.
int lock(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  ::close(fd);
  return -1;
}

void clear_remnants(const fs::path& beside) {
  const fs::path folder = beside.has_parent_path() ? beside.parent_path() : ".";
  const std::string prefix = beside.filename().string() + std::string(middle);
  const auto names = names_in(folder);
  if (!names) return;
  for (const std::string& name : *names) {
    if (!name.starts_with(prefix)) continue;
    const int fd = lock(folder / name);
    if (fd < 0) continue;
    std::error_code ignored;
    fs::remove_all(folder / name, ignored);
    ::close(fd);
  }
}

}  // namespace

Result<PrivateFolder> PrivateFolder::make(const std::string& beside) {
  clear_remnants(beside);
  // Another process may take a folder for a remnant before it is locked.
  for (int tries = 0; tries < 5; ++tries) {
    std::string path = beside + std::string(middle) + "XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
      return Error{HV_PERMISSION_DENIED, "copy_not_made",
                   fmt::format("No copy of the journal can be made beside it ({}): {}. Check the "
                               "folder and its permissions.",
                               beside, ::strerror(errno))};
    const int fd = lock(path);
    if (fd >= 0 && ::access(path.c_str(), F_OK) == 0) return PrivateFolder(path, fd);
    if (fd >= 0) ::close(fd);
  }
  return Error{HV_UNAVAILABLE, "copy_not_made",
               fmt::format("No copy of the journal can be made beside it ({}): other programs "
                           "clear it away. Try again.",
                           beside)};
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace homevisit::backup
