// The way back.
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "backup/assemble.h"
#include "backup/backup.h"
#include "backup/files.h"
#include "backup/private_folder.h"

namespace homevisit::backup {
namespace {

// A write-ahead log of an earlier journal would be played into the one that is put there.
Status check_place(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-journal"}) {
    struct stat info {};
    if (::lstat((path + suffix).c_str(), &info) == 0)
      return Error{
          HV_ALREADY_EXISTS, "journal_exists",
          fmt::format("There is already a file {}{}; a journal is restored only where none "
                      "is. Move the old files away, or name another place.",
                      path, suffix)};
  }
  return ok();
}

Status sync_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return not_read(path, errno);
  const int result = ::fsync(fd);
  const int number = errno;
  ::close(fd);
  if (result == 0) return ok();
  return not_written(path, number);
}

// Whoever sees the file sees a whole journal, and one that was there in the end is not replaced.
Status put_in_place(const std::string& made, const std::string& path) {
  HV_TRY(sync_file(made));
  HV_TRY(check_place(path));
  if (::link(made.c_str(), path.c_str()) != 0) {
    if (errno == EEXIST) return check_place(path);
    return not_written(path, errno);
  }
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return sync_folder(folder.empty() ? "." : folder.string());
}

}  // namespace

Result<Restored> restore(const journal::Options& options, const std::string& path,
                         std::int64_t number, const CallControl& control) {
  HV_TRY(check_place(options.path));
  Random& random = options.random != nullptr ? *options.random : system_random();
  HV_ASSIGN(Folder folder, Folder::open(path, options.master_key, random));
  Restored restored;
  HV_ASSIGN(restored.generation, folder.find(number));
  const Generation& generation = restored.generation;
  HV_ASSIGN(const PrivateFolder apart, PrivateFolder::make(options.path));
  journal::Options made = options;
  made.path = apart.file("journal.db");
  HV_TRY(assemble(generation, folder.blocks(), made.path, control));
  {
    HV_ASSIGN(const auto journal, journal::Journal::open(made));
    HV_ASSIGN(const auto problems, check_assembled(generation, *journal, control));
    if (!problems.empty())
      return Error{HV_DATA_LOSS, "backup_damaged",
                   fmt::format("Generation {} is not whole: {} Nothing was restored. Take another "
                               "generation (--generation).",
                               generation.number, problems.front())};
    HV_ASSIGN(restored.doubted, journal->doubt_deliveries());
  }
  // Closing emptied the write-ahead log into the file.
  if (::access((made.path + "-wal").c_str(), F_OK) == 0)
    return Error{HV_INTERNAL, "restore_not_closed",
                 "SQLite did not close the restored journal; nothing was restored. Try again."};
  HV_TRY(put_in_place(made.path, options.path));
  return restored;
}

}  // namespace homevisit::backup
