// What a district's colleagues could see, kept apart so that it can be compared with what came
// back.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "grand_bend.h"
#include "host.h"

namespace rebuild_test {

// One event of a student's file in its shared form, to the byte.
struct SharedEvent {
  std::string id, body;
  bool operator==(const SharedEvent&) const = default;
};

struct SharedTier {
  std::map<std::string, std::vector<SharedEvent>> events;  // by student, in their order
  std::map<std::string, std::string> histories, panels;    // by student, as a colleague sees them

  std::int64_t count() const;  // of events
};

// Of the journal in `folder` as it stands there, and of the pages that `colleague` is shown.
SharedTier read_shared_tier(host_test::Host& host, const host_test::Folder& folder,
                            const std::string& system, const GrandBend& district,
                            const char* colleague);

// Every event and page that is not the same, in words; none where all is as it was.
struct Differences {
  std::int64_t events = 0, pages = 0;
  std::vector<std::string> first;  // the first few, by student and what they say
};
Differences compare(const SharedTier& before, const SharedTier& after);

}  // namespace rebuild_test
