#include "backup/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/descriptor.h"

namespace homevisit::backup {
namespace {

bool write_all(int fd, ByteView bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    done += static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

Error not_written(const std::string& path, int number) {
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) {
    Error error{HV_RESOURCE_EXHAUSTED, "backup_disk_full",
                fmt::format("No room for {}; the backups that are there are whole. Make room, or "
                            "keep fewer generations, and try again.",
                            path)};
    error.retryable = true;
    return error;
  }
  const bool forbidden = number == EACCES || number == EPERM || number == EROFS;
  return {forbidden ? HV_PERMISSION_DENIED : HV_UNAVAILABLE, "backup_not_written",
          fmt::format("{} cannot be written: {}. Check that the folder is there and that this user "
                      "may write in it.",
                      path, ::strerror(number))};
}

Error not_read(const std::string& path, int number) {
  const bool forbidden = number == EACCES || number == EPERM;
  return {
      forbidden ? HV_PERMISSION_DENIED : HV_UNAVAILABLE, "backup_not_read",
      fmt::format("{} cannot be read: {}. Check that the folder is there and that this user may "
                  "read it.",
                  path, ::strerror(number))};
}

Result<Unfinished> Unfinished::write(const std::string& path, ByteView bytes) {
  const int fd = ::open((path + unfinished).c_str(),
                        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return not_written(path, errno);
  Unfinished file(path, fd);
  if (!write_all(fd, bytes)) return not_written(path, errno);
  // The disk may begin at once.
  (void)::sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
  return file;
}

Unfinished::Unfinished(Unfinished&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

Unfinished::~Unfinished() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink((path_ + unfinished).c_str());
}

Status Unfinished::finish() {
  // On a network some errors come at closing only.
  const bool synced = ::fsync(fd_) == 0;
  int number = errno;
  const bool closed = ::close(std::exchange(fd_, -1)) == 0;
  if (synced && !closed) number = errno;
  if (synced && closed && ::rename((path_ + unfinished).c_str(), path_.c_str()) == 0) return ok();
  if (synced && closed) number = errno;
  ::unlink((path_ + unfinished).c_str());
  return not_written(path_, number);
}

Status write_whole(const std::string& path, ByteView bytes) {
  HV_ASSIGN(Unfinished file, Unfinished::write(path, bytes));
  return file.finish();
}

Result<Bytes> read_whole(const std::string& path, std::size_t most, bool from_medium) {
  // A pipe in the place of a file must not be waited for.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.fd() < 0 && (errno == ENOENT || errno == ENOTDIR))
    return Error{HV_NOT_FOUND, "backup_file_missing", fmt::format("{} is missing.", path)};
  struct stat info {};
  if (file.fd() < 0 || ::fstat(file.fd(), &info) != 0) return not_read(path, errno);
  if (!S_ISREG(info.st_mode) || static_cast<std::size_t>(info.st_size) > most)
    return Error{HV_DATA_LOSS, "backup_damaged",
                 fmt::format("{} is not the file that was written there.", path)};
  if (from_medium) (void)::posix_fadvise(file.fd(), 0, 0, POSIX_FADV_DONTNEED);
  Bytes bytes(static_cast<std::size_t>(info.st_size));
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.fd(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return not_read(path, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Status sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.fd() < 0) return not_written(path, errno);
  // Some network file systems know no syncing of folders, and need none.
  if (::fsync(folder.fd()) == 0 || errno == EINVAL || errno == ENOTSUP) return ok();
  return not_written(path, errno);
}

Status make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return ok();
  return not_written(path, errno);
}

Result<std::vector<std::string>> names_in(const std::string& path) {
  std::vector<std::string> names;
  DIR* const folder = ::opendir(path.c_str());
  if (folder == nullptr) {
    if (errno == ENOENT) return names;
    return not_read(path, errno);
  }
  errno = 0;
  while (const dirent* const entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  const int number = errno;
  ::closedir(folder);
  if (number != 0) return not_read(path, number);
  std::ranges::sort(names);
  return names;
}

Status remove_file(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return ok();
  return not_written(path, errno);
}

}  // namespace homevisit::backup
