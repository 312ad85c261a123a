#include "base/disk.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <filesystem>

namespace homevisit {

Status check_room(const std::string& path, std::int64_t bytes) {
  constexpr std::int64_t left_to_others = 64 << 20;
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  struct statvfs info {};
  // A file system that does not tell is tried.
  if (::statvfs(folder.c_str(), &info) != 0) return ok();
  const auto free =
      static_cast<std::int64_t>(info.f_bavail) * static_cast<std::int64_t>(info.f_frsize);
  if (free >= bytes + left_to_others) return ok();
  Error error{HV_RESOURCE_EXHAUSTED, "no_room_for_copy",
              fmt::format("A copy of the journal needs {} MB in {}, and {} MB are free. Make room "
                          "and try again.",
                          (bytes + left_to_others) >> 20, folder.string(), free >> 20)};
  error.retryable = true;
  return error;
}

}  // namespace homevisit
