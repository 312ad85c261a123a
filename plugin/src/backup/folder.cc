#include "backup/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "backup/files.h"

namespace homevisit::backup {
namespace {

constexpr std::size_t most_index = 1 << 20;
// A terabyte of journal in blocks of 32 KB.
constexpr std::size_t most_generation = 1 << 30;

std::string index_path(const std::string& folder) { return folder + "/homevisit-backup"; }

bool is_backup(const std::string& folder) {
  return ::access(index_path(folder).c_str(), F_OK) == 0;
}

// Of a file's name; 0 for another one.
std::int64_t number_of(const std::string& name) {
  if (name.empty() || name.size() > 18 || name[0] == '0' ||
      name.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  return std::stoll(name);
}

Error no_backup(const std::string& folder) {
  return {HV_NOT_FOUND, "backup_missing",
          fmt::format("There is no backup in {}. Check the path, and that the share is mounted.",
                      folder)};
}

Error busy(const std::string& folder) {
  Error error{HV_UNAVAILABLE, "backup_running",
              fmt::format("The backup folder {} is being used by another backup, check or restore. "
                          "Try again when it is done.",
                          folder)};
  error.retryable = true;
  return error;
}

// -1 where a folder that may only be read has no lock: then nobody writes there either.
Result<int> lock_folder(const std::string& folder, bool to_write) {
  const std::string path = folder + "/lock";
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 && !to_write) fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 && !to_write) return -1;
  if (fd < 0) return not_written(path, errno);
  int result = 0;
  do {
    result = ::flock(fd, (to_write ? LOCK_EX : LOCK_SH) | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return fd;
  const int number = errno;
  ::close(fd);
  if (number == EWOULDBLOCK) return busy(folder);
  return not_written(path, number);
}

Status check_folder(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return no_backup(path);
    return not_read(path, errno);
  }
  if (!S_ISDIR(info.st_mode)) return no_backup(path);
  return ok();
}

// Somebody's documents are no place for blocks, and would be in danger there.
Status check_empty(const std::string& folder) {
  HV_ASSIGN(const auto names, names_in(folder));
  for (const std::string& name : names)
    if (name != "lock" && name != "lost+found" && !name.ends_with(unfinished))
      return Error{HV_FAILED_PRECONDITION, "backup_folder_used",
                   fmt::format("The folder {} holds something else and no backup. Name a folder "
                               "that is empty or not there yet.",
                               folder)};
  return ok();
}

}  // namespace

Folder::Folder(std::string path, int lock, Keys keys, Random& random)
    : path_(std::move(path)),
      lock_(lock),
      keys_(std::make_unique<Keys>(std::move(keys))),
      blocks_(std::make_unique<Blocks>(path_ + "/blocks", *keys_, random)),
      random_(&random) {}

Folder::Folder(Folder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      keys_(std::move(other.keys_)),
      blocks_(std::move(other.blocks_)),
      random_(other.random_),
      salt_(std::move(other.salt_)),
      index_(std::move(other.index_)) {}

Folder::~Folder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<Bytes> salt_of(const std::string& path) {
  HV_TRY(check_folder(path));
  auto file = read_whole(index_path(path), most_index);
  if (!file && file.error().status == HV_NOT_FOUND) return no_backup(path);
  if (!file) return std::move(file).error();
  return read_salt(*file, index_path(path));
}

Result<Folder> Folder::locked(const std::string& path, const Secret& master_key, Random& random,
                              bool to_write) {
  HV_ASSIGN(Keys keys, keys_from(master_key));
  HV_ASSIGN(const int lock, lock_folder(path, to_write));
  return Folder(path, lock, std::move(keys), random);
}

Status Folder::read() {
  auto file = read_whole(index_path(path_), most_index);
  if (!file && file.error().status == HV_NOT_FOUND) return no_backup(path_);
  if (!file) return std::move(file).error();
  HV_ASSIGN(salt_, read_salt(*file, index_path(path_)));
  auto index = read_index(*file, *keys_, index_path(path_));
  if (!index)
    return Error{HV_DATA_LOSS, "backup_wrong_key",
                 fmt::format("The backup in {} does not open: the key file or passphrase is not "
                             "the one of its journal, or the file homevisit-backup was changed.",
                             path_)};
  index_ = std::move(index).value();
  return ok();
}

Result<Folder> Folder::open(const std::string& path, const Secret& master_key, Random& random) {
  HV_TRY(check_folder(path));
  if (!is_backup(path)) return no_backup(path);
  HV_ASSIGN(Folder folder, locked(path, master_key, random, false));
  HV_TRY(folder.read());
  return folder;
}

Result<Folder> Folder::open_to_write(const std::string& path, const Secret& master_key,
                                     const Uuid& journal, ByteView salt, Random& random) {
  HV_TRY(make_folder(path));
  HV_TRY(check_folder(path));
  if (!is_backup(path)) HV_TRY(check_empty(path));
  HV_ASSIGN(Folder folder, locked(path, master_key, random, true));
  if (!is_backup(path)) {
    folder.salt_.assign(salt.begin(), salt.end());
    folder.index_.journal = journal;
    HV_TRY(folder.list({}));
  }
  HV_TRY(folder.read());
  if (folder.index_.journal != journal)
    return Error{HV_FAILED_PRECONDITION, "backup_of_another",
                 fmt::format("The folder {} holds the backups of another journal. Name another "
                             "folder.",
                             path)};
  HV_TRY(make_folder(path + "/blocks"));
  HV_TRY(make_folder(path + "/generations"));
  return folder;
}

std::string Folder::path_of(std::int64_t number) const {
  return fmt::format("{}/generations/{}", path_, number);
}

Result<Generation> Folder::generation(std::int64_t number) const {
  if (!std::ranges::binary_search(index_.generations, number))
    return Error{HV_NOT_FOUND, "generation_missing",
                 fmt::format("There is no generation {} in {}. 'homevisit backup --list' and "
                             "'homevisit restore --list' say which there are.",
                             number, path_)};
  const std::string path = path_of(number);
  const auto file = read_whole(path, most_generation);
  if (!file && file.error().status == HV_NOT_FOUND)
    return Error{HV_DATA_LOSS, "backup_damaged",
                 fmt::format("{} is missing. Take another generation, or another copy of this "
                             "folder.",
                             path)};
  if (!file) return file.error();
  return read_generation(*file, number, *keys_, path);
}

Result<Generation> Folder::find(std::int64_t number) const {
  if (number != 0) return generation(number);
  if (index_.generations.empty()) return no_backup(path_);
  return generation(index_.generations.back());
}

std::int64_t Folder::next_number() const {
  return index_.generations.empty() ? 1 : index_.generations.back() + 1;
}

Status Folder::list(std::vector<std::int64_t> generations) {
  Index index = index_;
  index.generations = std::move(generations);
  HV_ASSIGN(const Bytes file, write_index(index, salt_, *keys_, *random_));
  HV_TRY(write_whole(index_path(path_), file));
  HV_TRY(sync_folder(path_));
  index_ = std::move(index);
  return ok();
}

Status Folder::add(const Generation& generation) {
  HV_TRY(blocks_->sync());
  HV_ASSIGN(const Bytes file, write_generation(generation, salt_, *keys_, *random_));
  const std::string path = path_of(generation.number);
  HV_TRY(write_whole(path, file));
  HV_TRY(sync_folder(path_ + "/generations"));
  HV_ASSIGN(const Bytes back, read_whole(path, most_generation, true));
  if (back != file) return damaged(path);
  std::vector<std::int64_t> numbers = index_.generations;
  numbers.push_back(generation.number);
  return list(std::move(numbers));
}

Status Folder::drop_all_but(std::size_t keep) {
  if (index_.generations.size() <= keep) return ok();
  const auto& all = index_.generations;
  return list({all.end() - static_cast<std::ptrdiff_t>(keep), all.end()});
}

Result<std::int64_t> Folder::remove_remnants() {
  std::set<crypto::Digest> used;
  for (const std::int64_t number : index_.generations) {
    HV_ASSIGN(const Generation listed, generation(number));
    used.insert(listed.blocks.begin(), listed.blocks.end());
  }
  // The generations first: none may ever stand there whose blocks are gone.
  HV_ASSIGN(const auto names, names_in(path_ + "/generations"));
  for (const std::string& name : names) {
    const std::int64_t number = number_of(name.substr(0, name.find(unfinished)));
    if (number != 0 &&
        (name.ends_with(unfinished) || !std::ranges::binary_search(index_.generations, number)))
      HV_TRY(remove_file(path_ + "/generations/" + name));
  }
  HV_TRY(sync_folder(path_ + "/generations"));
  return blocks_->remove_all_but(used);
}

}  // namespace homevisit::backup
