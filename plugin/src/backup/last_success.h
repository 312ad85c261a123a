// When the last backup succeeded: a small file beside the journal, since a backup that wrote into
// the journal would change what it copies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/status.h"

namespace homevisit::backup {

struct LastSuccess {
  std::int64_t at = 0;  // milliseconds since 1970
  std::string folder;
  std::int64_t generation = 0;
  std::int64_t events = 0;  // how many the copy has
};

Status note_success(const std::string& journal, const LastSuccess&);
// Nothing where none was noted, or the note is damaged.
std::optional<LastSuccess> last_success(const std::string& journal);

}  // namespace homevisit::backup
