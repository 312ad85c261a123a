// How things stand between here and the SIS, in words: for `homevisit status`, the page for IT and
// what sync.pass answers. No student, no name.
#pragma once

#include <string>
#include <vector>

#include "operations/operation.h"

namespace homevisit::operations {

enum class Standing { well, trouble, attention };
std::string_view standing_name(Standing standing);

// One thing to know, such as "Roster: 812 students, read today at 3:00".
struct StandingLine {
  std::string name;  // stable: "connection", "dossier", "roster", "sync", ...
  std::string label, text;
  std::string advice;  // what to do; "" when nothing is to be done
};

struct Stand {
  Standing standing = Standing::well;
  std::string summary;  // one sentence or two
  std::string advice;
  std::vector<StandingLine> lines;
  bool sync_runs = false;  // some process makes passes
  // The system is in trouble now. Where nothing waits, nobody asks it any more, and what it was
  // last in holds no longer than the pause.
  bool trouble = false;
  journal::SystemState system;
  journal::OutboxCounts outbox;
  std::vector<journal::SyncTask> tasks;
  std::int64_t doubts = 0;                         // students of whom somebody must say who is who
  std::int64_t next_roster = 0, next_changes = 0;  // milliseconds since 1970; 0: not at all
};

// `passing`: whoever asks is making passes himself.
Result<Stand> how_it_stands(const Call& call, bool passing = false);

}  // namespace homevisit::operations
