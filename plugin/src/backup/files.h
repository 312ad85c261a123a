// Files of a backup folder: written whole and on the disk before they have their name, read whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"

namespace homevisit::backup {

// What a file is called until it is whole: PATH.new. One that is left over is written anew.
inline constexpr const char* unfinished = ".new";

// A file that is written and does not have its name yet. It goes away unless it is finished.
class Unfinished {
 public:
  static Result<Unfinished> write(const std::string& path, ByteView bytes);
  Unfinished(Unfinished&&) noexcept;
  Unfinished& operator=(Unfinished&&) = delete;
  ~Unfinished();
  // On the disk, then under its name. Its folder is to be synced after it (sync_folder), or the
  // name may be lost with the power. Many files are finished faster together than one by one: a
  // file system writes its own records of all of them at the first.
  Status finish();

 private:
  Unfinished(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  std::string path_;
  int fd_;
};

Status write_whole(const std::string& path, ByteView bytes);
// HV_NOT_FOUND; HV_DATA_LOSS for what is no file, or larger than `most`. `from_medium`: what the
// machine still has in memory of it is let go of first, as far as the system allows.
Result<Bytes> read_whole(const std::string& path, std::size_t most, bool from_medium = false);
Status sync_folder(const std::string& path);
// Mode 0700; one that is there stays as it is.
Status make_folder(const std::string& path);
// Names in the folder, in order; none where it is not there.
Result<std::vector<std::string>> names_in(const std::string& path);
Status remove_file(const std::string& path);

Error not_written(const std::string& path, int number);
Error not_read(const std::string& path, int number);

}  // namespace homevisit::backup
