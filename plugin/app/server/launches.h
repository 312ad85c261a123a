// What launches from a learning platform leave for the pages that follow: who names the class, and
// into which course a chosen link goes. A browser has one session, but several courses may be open
// in it: each launch has a name of its own, which stands in the addresses of its pages.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace homevisit::app {

struct KeptLaunch {
  std::string pass;          // of lti.launch
  bool link_wanted = false;  // the platform asks which link to put into a course
};

// [any]
class Launches {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostOfOne = 8;

  explicit Launches(std::chrono::seconds longest,
                    std::function<Clock::time_point()> now = Clock::now)
      : longest_(longest), now_(std::move(now)) {}

  // Its name; "" when no random bytes could be had. The oldest of the same actor makes room.
  std::string keep(const std::string& actor, KeptLaunch launch);
  // Nothing where it is too long ago, or somebody else's.
  std::optional<KeptLaunch> find(const std::string& actor, const std::string& name);

 private:
  struct Entry {
    std::string actor;
    KeptLaunch launch;
    Clock::time_point began;
  };
  using Entries = std::unordered_map<std::string, Entry>;
  void forget_oldest(const std::function<bool(const Entry&)>& among);  // REQUIRES: mutex_ is held

  const std::chrono::seconds longest_;
  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  Entries entries_;
};

}  // namespace homevisit::app
