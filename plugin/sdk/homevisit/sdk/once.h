// Each id once: systems repeat rows where a list changes while it is read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace homevisit::sdk {

// About 80 bytes an id.
class Once {
 public:
  // True for the first time.
  bool operator()(std::string_view id) { return seen_.emplace(id).second; }

 private:
  std::unordered_set<std::string> seen_;
};

}  // namespace homevisit::sdk
