// Who is who after the roster was read: at roll-over a school's system may give everybody new ids,
// and some systems give the id of a child that left to another. What is certain is joined by rule,
// the rest is listed for a person; the rules are in plugin/docs/school-year.md.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/random.h"
#include "journal/journal.h"
#include "journal/roster_store.h"
#include "sync/identity.h"

namespace homevisit::sync {

struct Matched {
  std::int64_t matched = 0;    // files that go on under another id
  std::int64_t guardians = 0;  // students of whom a guardian's id changed
  std::int64_t doubts = 0;     // students about whom a person is to decide, old questions included
};

// [one thread]
class Matching {
 public:
  Matching(journal::Journal& journal, journal::RosterStore& roster, const Clock& clock,
           Random& random, Date today)
      : journal_(journal), roster_(roster), clock_(clock), random_(random), today_(today) {}

  // Before the roster changes: keeps who everybody with a file is, of whom that is not kept yet.
  Status remember(const CallControl&);
  // An id that was not in the roster before and is now.
  void came(const std::string& student) { came_.insert(student); }
  // After the roster has changed.
  Result<Matched> match(const CallControl&);

 private:
  struct Gone;

  Status look_at(const journal::StudentIds&, const Identity&, std::vector<Gone>&);
  Status look_at_former(const journal::StudentIds&, const Identity&);
  Status close(const journal::StudentIds&, const std::string& id, const std::string& named);
  Status find_candidates(std::vector<Gone>&, const CallControl&);
  Status settle(const Gone&, const std::unordered_set<std::string>& wanted_twice);

  journal::Journal& journal_;
  journal::RosterStore& roster_;
  const Clock& clock_;
  Random& random_;
  const Date today_;
  std::unordered_set<std::string> came_;
  Matched matched_;
};

}  // namespace homevisit::sync
