#include "server/router.h"

#include "server/encoding.h"

namespace homevisit::app {
namespace {

constexpr std::size_t kLongestId = 512;  // 128 characters of four bytes

}  // namespace

std::vector<std::string> path_segments(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    out.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

bool segments_fit(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != "{}" && pattern[i] != path[i]) return false;
  }
  return true;
}

bool take_ids(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
              std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != "{}") continue;
    auto id = percent_decoded(path[i]);
    if (!id || id->empty() || id->size() > kLongestId) return false;
    ids.push_back(std::move(*id));
  }
  return true;
}

}  // namespace homevisit::app
