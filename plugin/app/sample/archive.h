// A zip file whose bytes depend on nothing but what is in it: no clock, no time zone, no owner.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace homevisit::sample {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// Writes the files, each from its beginning and under its name, in place of what stands at path. It
// closes them. Nothing, or a sentence that says why it could not; then path is as it was.
[[nodiscard]] std::optional<std::string> zip_files(std::span<File> files,
                                                   std::span<const std::string_view> names,
                                                   const std::string& path);

}  // namespace homevisit::sample
