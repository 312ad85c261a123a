// What an older copy of the journal must not go on believing.
#include "journal/open_journal.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

// Whatever waited may have been sent since, to its end or not: a start of the machine that never
// was, and an `absent_after`, make each look-up wait as after a sender that did not come back.
constexpr const char* doubt_what_waited =
    "UPDATE outbox SET state = 3, looks = 0, troubles = 0, not_before = 0, boot = '', "
    "lease_until = 0, absent_after = 1, changes = changes + 1 WHERE state < 4";

// What a person had to decide, they may have decided. It goes on waiting for them, but must not
// count as never sent.
constexpr const char* doubt_what_stopped =
    "UPDATE outbox SET boot = '', absent_after = 1 WHERE state IN (5, 6)";

}  // namespace

Result<std::int64_t> OpenJournal::doubt_deliveries() {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const std::int64_t doubted, session->change(doubt_what_waited));
  HV_TRY(session->run(doubt_what_stopped));
  // A pause of that time is over, and what sync has read since then is lost with the roster.
  HV_TRY(
      session->run("UPDATE system_state SET trouble_since = 0, paused_until = 0, failures = 0, "
                   "code = ''"));
  HV_TRY(session->run("DELETE FROM sync_tasks"));
  HV_TRY(writing.commit());
  return doubted;
}

}  // namespace homevisit::journal
