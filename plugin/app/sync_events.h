// What a pass did, as lines for a log: what and when, no names.
#pragma once

#include <string>
#include <vector>

#include "json_text.h"
#include "library.h"
#include "words.h"

namespace homevisit::app {

// [one thread]
class SyncEvents {
 public:
  explicit SyncEvents(const Words& say) : say_(say) {}

  // One line for each thing worth knowing; none where nothing was done and nothing changed.
  std::vector<std::string> of(const Reply& reply);

 private:
  std::string task_line(const Json& task) const;

  const Words say_;
  std::string state_ = "well";
  std::string failure_;  // of the pass itself; told once
};

}  // namespace homevisit::app
