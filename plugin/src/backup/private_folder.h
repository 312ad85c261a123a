// A folder beside the journal in which a copy is put together: seen by its owner alone, gone with
// the object. One that a killed process left is cleared away by the next.
#pragma once

#include <string>

#include "base/status.h"

namespace homevisit::backup {

class PrivateFolder {
 public:
  // `beside`: the journal's path, there or not.
  static Result<PrivateFolder> make(const std::string& beside);
  PrivateFolder(PrivateFolder&&) noexcept;
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();

  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  PrivateFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;
};

}  // namespace homevisit::backup
