// Every look at a student's file leaves an event. Written at once, or by one thread in groups
// within a second where the host allowed a thread ("background").
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "access/actor.h"
#include "base/clock.h"
#include "base/random.h"
#include "journal/journal.h"

namespace homevisit::operations {

class AccessLog {
 public:
  AccessLog(journal::Journal& journal, const Clock& clock, Random& random, bool background);
  // Writes what is pending.
  ~AccessLog();

  // `what`: the operation or view. Without a thread: durable when OK is returned.
  Status note(const access::Actor& actor, const std::string& name, const std::string& student,
              const std::string& what);
  // Writes what is pending now.
  Status flush();

 private:
  // The same person at the same file in the same way within one group is one event that says how
  // often.
  struct Look {
    std::string student, role, actor, actor_name, what;
    auto operator<=>(const Look&) const = default;
  };
  using Looks = std::map<Look, std::int64_t>;
  void run();
  Status write(const Looks& looks);

  journal::Journal& journal_;
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Looks pending_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace homevisit::operations
