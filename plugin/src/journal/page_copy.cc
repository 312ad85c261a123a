// Copying a database page by page while others write it: SQLite's online backup, which SOCI does
// not have. https://www.sqlite.org/c3ref/backup_finish.html
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "base/descriptor.h"
#include "journal/snapshot.h"
#include "journal/sqlite_errors.h"

namespace homevisit::journal {
namespace {

constexpr int pages_at_a_time = 256;
constexpr const char* kind = "copy of the journal";

// The database that is filled. It is worthless until it is whole, so nothing of it is synced.
class Target {
 public:
  Target() = default;
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() { sqlite3_close(database_); }

  Status open(const std::string& path) {
    int code = sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK)
      code = sqlite3_exec(database_, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr,
                          nullptr, nullptr);
    if (code == SQLITE_OK) return ok();
    return explain_sqlite(code, errno, kind, path);
  }
  sqlite3* get() const { return database_; }

 private:
  sqlite3* database_ = nullptr;
};

// A file that is there for a moment, until SQLite has it open. Its lock goes with its process, so
// what can be locked was left behind by one that was killed in that moment.
constexpr std::string_view middle = ".copy-";

bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

void clear_remnants(const std::string& beside) {
  namespace fs = std::filesystem;
  const fs::path path(beside);
  const std::string prefix = path.filename().string() + std::string(middle);
  std::error_code error;
  for (fs::directory_iterator at(path.has_parent_path() ? path.parent_path() : ".", error), end;
       !error && at != end; at.increment(error)) {
    if (!at->path().filename().string().starts_with(prefix)) continue;
    const Descriptor file(::open(at->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.fd() >= 0 && lock(file.fd())) ::unlink(at->path().c_str());
  }
}

int make_file(std::string& path) {
  const std::string pattern = path + std::string(middle) + "XXXXXX";
  // Another process may take it for a remnant before it is locked.
  for (int tries = 0; tries < 5; ++tries) {
    path = pattern;
    const int fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd < 0 || (lock(fd) && ::access(path.c_str(), F_OK) == 0)) return fd;
    ::close(fd);
  }
  errno = EBUSY;
  return -1;
}

}  // namespace

Result<int> copy_pages(void* connection, const std::string& beside, std::int64_t pages,
                       const CallControl& control) {
  clear_remnants(beside);
  std::string path = beside;
  Descriptor file(make_file(path));
  if (file.fd() < 0)
    return Error{HV_PERMISSION_DENIED, "copy_not_made",
                 fmt::format("No copy of the journal can be made beside it ({}): {}. Check the "
                             "folder and its permissions.",
                             beside, ::strerror(errno))};
  Target target;
  const Status opened = target.open(path);
  // Without a name nothing stays behind, whatever becomes of this process.
  ::unlink(path.c_str());
  HV_TRY(opened);
  sqlite3_backup* const backup =
      sqlite3_backup_init(target.get(), "main", static_cast<sqlite3*>(connection), "main");
  if (backup == nullptr)
    return explain_sqlite(sqlite3_extended_errcode(target.get()), errno, kind, beside);
  Status status;
  int code = SQLITE_OK, number = 0;
  std::int64_t copied = 0;
  while (status && code == SQLITE_OK) {
    control.report("snapshot", static_cast<std::uint64_t>(std::min(copied, pages)),
                   static_cast<std::uint64_t>(pages));
    status = control.check();
    if (!status) break;
    copied += pages_at_a_time;
    code = sqlite3_backup_step(backup, pages_at_a_time);
    number = errno;
  }
  const int finished = sqlite3_backup_finish(backup);
  HV_TRY(status);
  if (code == SQLITE_DONE && finished != SQLITE_OK) {
    code = finished;
    number = errno;
  }
  if (code != SQLITE_DONE) return explain_sqlite(code, number, kind, beside);
  return file.hand_on();
}

}  // namespace homevisit::journal
