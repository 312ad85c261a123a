// One journal that is worked with while the power fails again and again, and what its user was
// told: after each failure the journal must agree with that.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "journal/journal.h"
#include "journal_test.h"
#include "power/drive.h"

namespace power {

namespace journal = homevisit::journal;

class Life {
 public:
  explicit Life(unsigned seed);
  ~Life();

  Drive& drive() { return drive_; }

  // Makes an empty journal that is on the disk for good, and opens it.
  void begin();
  // Records, claims, settles, writes drafts, closes and opens, `steps` times or until the power
  // fails.
  void work(int steps);
  // Ends the process, as it were; the disk loses what it may; opens again and compares.
  void fail_and_compare();

  // Sentences on what was told and is not so. Empty: all is well.
  const std::vector<std::string>& losses() const { return losses_; }
  std::int64_t acknowledged() const { return acknowledged_; }
  // Claims of what may be in the system already, all of them to be looked up.
  std::int64_t looked_up() const { return looked_up_; }
  bool opens() const { return journal_ != nullptr; }

 private:
  // An event with its row in the outbox.
  struct Filed {
    std::string student, body;
    journal::OutboxState state = journal::OutboxState::queued;
    bool may_be_there = false;  // in the system: it was claimed, and the claim was acknowledged
  };
  struct Held {
    std::int64_t item = 0;
    int attempt = 0;
    std::string body;
  };

  // Each gives false when the power failed meanwhile.
  bool record();
  bool claim();
  bool settle();
  bool put_draft();
  bool reopen();
  bool told(const homevisit::Status& status, const char* what);

  homevisit::Status write(const std::vector<Filed>& events, std::int64_t& seq);
  void compare();
  void compare_student(const std::string& student);
  void compare_states(const std::string& student, const std::vector<std::string>& found);
  void compare_draft();
  void lost(const std::string& sentence);

  std::mt19937 random_;
  journal::TestFolder folder_;
  Drive drive_;
  std::optional<machine::Watching> watching_;
  journal::TestClock clock_;
  journal::Options options_;
  std::unique_ptr<journal::Journal> journal_;

  std::map<std::string, std::vector<std::string>> bodies_;  // of each student, in order
  std::map<std::string, Filed> filed_;                      // by body
  std::vector<Held> held_;
  std::string draft_;
  // What was under way when the power failed: it may have happened, as a whole, or not.
  std::vector<Filed> recording_;
  std::map<std::string, journal::OutboxState> settling_;
  std::optional<std::string> drafting_;
  bool claiming_ = false;

  std::int64_t made_ = 0, acknowledged_ = 0, looked_up_ = 0;
  std::vector<std::string> losses_;
};

}  // namespace power
