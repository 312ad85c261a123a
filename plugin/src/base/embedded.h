// Files that the library carries inside itself (made by cmake/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace homevisit::embedded {

struct File {
  std::string_view path;  // relative: "operations/visit.record.request.json"
  std::string_view text;
};

std::span<const File> schemas();
std::span<const File> templates();
std::span<const File> catalogues();
std::span<const File> notices();

}  // namespace homevisit::embedded
