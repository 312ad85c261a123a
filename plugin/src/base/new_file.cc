#include "base/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "base/bytes.h"

namespace homevisit {
namespace {

// A name that is in nobody's way, nor in that of what a crash left behind.
std::string beside(const std::string& place, Random& random) {
  std::array<std::uint8_t, 8> some;
  random.fill(some.data(), some.size());
  return place + ".new-" + to_hex(some);
}

// 0 or an errno. Some file systems have no way of doing it, and no need.
int sync_folder_of(const std::string& path) {
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return errno;
  const int failed = ::fsync(directory) == 0 ? 0 : errno;
  ::close(directory);
  return failed == EINVAL || failed == ENOTSUP ? 0 : failed;
}

}  // namespace

NewFile::NewFile(std::string place, Random& random)
    : place_(std::move(place)), path_(beside(place_, random)) {}

NewFile::~NewFile() {
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path_ + suffix).c_str());
}

int NewFile::make() {
  return ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

int NewFile::put_in_place() {
  if (::link(path_.c_str(), place_.c_str()) != 0) return errno;
  ::unlink(path_.c_str());
  const int failed = sync_folder_of(place_);
  if (failed != 0) ::unlink(place_.c_str());
  return failed;
}

}  // namespace homevisit
