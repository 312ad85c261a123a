// The files of one import, wherever they stand: a folder, a zip file, or one file alone. Nothing is
// unpacked to disk, and nothing is believed that a zip file says about sizes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace homevisit::local {

class Stream {
 public:
  virtual ~Stream() = default;
  // Bytes read; 0 at the end. Throws Refusal where the file is broken or absurdly large.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
};

class Bundle {
 public:
  // Throws Refusal where the path cannot be read or is no folder, zip file or text.
  static std::unique_ptr<Bundle> open(const std::string& path);
  virtual ~Bundle() = default;

  struct File {
    std::string name;    // as it is written, without folders
    std::string folder;  // inside the zip file, "" at the top
    std::uint64_t size;  // as announced
  };
  const std::vector<File>& files() const { return files_; }
  // Index of a file by name, letter case aside, in that folder; -1 where it is not there.
  int find(std::string_view folder, std::string_view name) const;
  virtual std::unique_ptr<Stream> read(int index) = 0;
  // All of a file, up to a limit.
  std::string contents(int index, std::size_t limit);
  const std::string& title() const { return title_; }

 protected:
  std::vector<File> files_;
  std::string title_;  // the last part of the path, for messages
};

}  // namespace homevisit::local
