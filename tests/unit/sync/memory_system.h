// A student information system in memory, with an adapter to it that fails as it is told to.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/adapter.h"

namespace homevisit::sync {

struct MemoryEntry {
  std::string student, marker, title, text, amends;
  bool is_void = false;
};

// One for each test; its adapter finds it by a global, for adapter.h has no other way in.
class MemorySystem {
 public:
  MemorySystem();
  ~MemorySystem();
  MemorySystem(const MemorySystem&) = delete;
  MemorySystem& operator=(const MemorySystem&) = delete;

  // Writes go over `network`, where there is one, before they are done.
  std::unique_ptr<adapters::Adapter> open(http::Network* network = nullptr);

  // What the next write answers, instead of doing it; `takes`: it does it all the same.
  struct Fault {
    hv_status status = HV_UNAVAILABLE;
    bool takes = false;
    int http_status = 0;
    std::int64_t retry_after_ms = -1;
  };
  std::deque<Fault> write_faults, look_faults;

  std::uint64_t capabilities = HV_CAN_READ_STUDENTS | HV_CAN_WRITE_NOTE | HV_CAN_AMEND |
                               HV_CAN_WITHDRAW | HV_CAN_FIND_BY_MARKER;
  bool lists_all = true;  // else the file of one student alone
  std::vector<MemoryEntry> entries;
  int submits = 0, looks = 0, withdrawals = 0, lists = 0;
  const hv_host* host = nullptr;
  std::function<void()> when_listed;  // may be empty

  std::vector<std::string> markers() const;
};

}  // namespace homevisit::sync
