#include "power/drive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace power {
namespace {

namespace fs = std::filesystem;
using machine::Call;
using machine::Kind;

ino_t inode_of(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

bool chance(std::mt19937& random, double of) {
  return std::uniform_real_distribution<>(0, 1)(random) < of;
}

}  // namespace

Drive::Held::Held(const std::string& path) {
  const machine::Unwatched unwatched;
  fd_ = ::open(path.c_str(), O_PATH | O_CLOEXEC);
}

Drive::Held::~Held() {
  const machine::Unwatched unwatched;
  if (fd_ >= 0) ::close(fd_);
}

Drive::Drive(std::string folder) : folder_(std::move(folder)) {}

void Drive::fail_at(std::int64_t n) {
  calls_ = 0;
  syncs_.clear();
  fail_at_ = n;
}

bool Drive::ours(const char* path) const {
  return path != nullptr && fs::path(path).parent_path() == folder_ &&
         !std::string_view(path).ends_with("-shm");
}

Drive::File* Drive::file_of(int fd) {
  struct stat info;
  if (::fstat(fd, &info) != 0) return nullptr;
  const auto found = files_.find(info.st_ino);
  return found == files_.end() ? nullptr : &found->second;
}

bool Drive::is_folder(int fd) {
  struct stat info;
  return ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
}

int Drive::before(const Call& call) {
  const bool by_name = call.kind == Kind::open || call.kind == Kind::name;
  const bool concerned =
      by_name ? ours(call.path)
              : file_of(call.fd) != nullptr || (call.kind == Kind::sync && is_folder(call.fd));
  if (!concerned) return 0;
  if (off_) return EIO;
  if (call.kind == Kind::open) return 0;
  ++calls_;
  if (call.kind == Kind::sync) syncs_.push_back(calls_);
  off_ = calls_ == fail_at_;
  // What was asked for at that moment may have come on the disk; but a sync is not over.
  if (call.kind == Kind::write || call.kind == Kind::truncate) note(call);
  if (off_) return EIO;
  if (call.kind != Kind::sync) return 0;
  if (!lies_) sync(call.fd);
  return machine::pretended;
}

void Drive::note(const Call& call) {
  Change change;
  if (call.kind == Kind::truncate) {
    change.truncated = static_cast<std::int64_t>(call.size);
  } else {
    change.offset = call.offset >= 0 ? call.offset : ::lseek(call.fd, 0, SEEK_CUR);
    change.data.assign(static_cast<const char*>(call.data), call.size);
  }
  file_of(call.fd)->since.push_back(std::move(change));
}

void Drive::sync(int fd) {
  if (File* const file = file_of(fd)) {
    for (const Change& change : file->since) apply(change, file->synced);
    file->since.clear();
    return;
  }
  synced_names_ = names_;
  namings_.clear();
}

void Drive::after(const Call& call, std::int64_t outcome) {
  if (call.kind == Kind::open) {
    if (outcome < 0 || (call.flags & O_CREAT) == 0 || !ours(call.path)) return;
    const ino_t file = inode_of(call.path);
    const auto known = names_.find(call.path);
    if (known != names_.end() && known->second == file) return;
    files_[file].held = Held(call.path);
    names_[call.path] = file;
    namings_.push_back({call.path, file, ""});
  } else if (call.kind == Kind::name && outcome == 0 && ours(call.path)) {
    const bool goes = std::string_view(call.function) != "link";
    if (call.to == nullptr) {
      namings_.push_back({call.path, std::nullopt, ""});
    } else {
      names_[call.to] = names_[call.path];
      namings_.push_back({call.to, names_[call.to], goes ? call.path : ""});
    }
    if (goes) names_.erase(call.path);
  }
}

void Drive::apply(const Change& change, std::string& content) {
  if (change.truncated) {
    content.resize(static_cast<std::size_t>(*change.truncated));
    return;
  }
  const auto begin = static_cast<std::size_t>(change.offset);
  content.resize(std::max(content.size(), begin + change.data.size()));
  content.replace(begin, change.data.size(), change.data);
}

// A later write of a place may be kept where an earlier one is dropped, and the other way round:
// that is all that another order could come to.
std::string Drive::survivor(const File& file, std::mt19937& random) {
  std::string content = file.synced;
  const std::size_t sector = chance(random, 0.5) ? 512 : 4096;
  const double keep = std::uniform_int_distribution<>(0, 4)(random) / 4.0;
  for (const Change& change : file.since) {
    if (chance(random, 0.25) && !change.truncated && change.data.size() > 1) {
      ++losses_.torn;
      for (std::size_t at = 0; at < change.data.size();) {
        const std::size_t place = static_cast<std::size_t>(change.offset) + at;
        const std::size_t size = std::min(sector - place % sector, change.data.size() - at);
        if (chance(random, 0.5))
          apply({static_cast<std::int64_t>(place), change.data.substr(at, size), {}}, content);
        at += size;
      }
    } else if (chance(random, keep)) {
      ++losses_.kept;
      apply(change, content);
    } else {
      ++losses_.dropped;
      // The file may have its new size all the same, and hold there what stood on the disk before.
      const std::size_t end = static_cast<std::size_t>(change.offset) + change.data.size();
      if (!change.truncated && end > content.size() && chance(random, 0.5))
        content.resize(end, chance(random, 0.5) ? '\0' : static_cast<char>(random()));
    }
  }
  return content;
}

void Drive::restore(std::mt19937& random) {
  const machine::Unwatched unwatched;
  ++losses_.power;
  const double keep = std::uniform_int_distribution<>(0, 4)(random) / 4.0;
  std::map<std::string, ino_t> names = synced_names_;
  for (const Naming& naming : namings_) {
    if (!chance(random, keep)) {
      ++losses_.names;
    } else if (naming.file) {
      names[naming.name] = *naming.file;
      names.erase(naming.instead_of);
    } else {
      names.erase(naming.name);
    }
  }
  std::map<ino_t, std::string> contents;
  for (const auto& [name, file] : names)
    if (!contents.contains(file)) contents[file] = survivor(files_[file], random);

  for (const auto& entry : fs::directory_iterator(folder_)) fs::remove_all(entry);
  std::map<ino_t, std::string> made;  // by its first name
  files_.clear();
  names_.clear();
  for (const auto& [name, file] : names) {
    if (const auto first = made.find(file); first != made.end()) {
      fs::create_hard_link(first->second, name);
    } else {
      std::ofstream(name, std::ios::binary) << contents[file];
      fs::permissions(name, fs::perms::owner_read | fs::perms::owner_write);
      made[file] = name;
    }
    names_[name] = inode_of(name);
    File& restored = files_[names_[name]];
    restored.held = Held(name);
    restored.synced = contents[file];
  }
  synced_names_ = names_;
  namings_.clear();
  off_ = false;
  fail_at(0);
}

}  // namespace power
