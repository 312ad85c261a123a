// A school as every seed begins with: a journal without events, a roster read from Meadow, a key.
// Made once through the C interface and copied for each seed.
#pragma once

#include <filesystem>
#include <string>

#include "sis.h"

namespace delivery_checker {

// In memory where there is such a place: no power fails here, and nothing waits for a disk.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  pid_t owner_;
};

// The configuration of a host. `moment`: where its clock stands still; `more`: further members.
std::string host_config(const std::filesystem::path& folder, const std::string& url,
                        const std::string& moment, const std::string& more = "");

class School {
 public:
  // Students "1" to `students`, each with a guardian "g1" to that number.
  School(const Sis& sis, int students);
  void copy_to(const Folder& folder) const;

 private:
  Folder folder_;
};

}  // namespace delivery_checker
