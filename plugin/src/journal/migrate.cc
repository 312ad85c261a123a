// From format 1, where the outbox kept its leases by the wall clock, to format 2.
#include <fmt/format.h>

#include "journal/encoding.h"
#include "journal/schema.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

// What was being sent is looked up first: nobody knows any more since when. What needed a person
// was called dead.
constexpr const char* carry_over = R"(
INSERT INTO outbox SELECT id, subject, marker, '', priority,
  CASE state WHEN 2 THEN 3 WHEN 5 THEN CASE WHEN entry IS NULL THEN 5 ELSE 6 END ELSE state END,
  event_seq, attempts, 0, 0, queued_at, not_before, '', 0,
  CASE WHEN state IN (2, 3) THEN 1 ELSE 0 END, changes + 1, code, entry_id, version,
  0, 0, entry FROM outbox_1;
DROP TABLE outbox_1;
DROP TABLE outbox_status;
)";

}  // namespace

Status bring_up_to_date(Session& session) {
  HV_ASSIGN(Writing writing, Writing::begin(session));
  // Another process may have been first.
  HV_ASSIGN(const auto version, session.one<std::int64_t>("PRAGMA user_version"));
  if (!version || std::get<0>(*version) != 1) return ok();
  HV_TRY(
      session.script("ALTER TABLE subject_ids ADD COLUMN current INTEGER NOT NULL DEFAULT 1;"
                     "ALTER TABLE outbox RENAME TO outbox_1;"
                     "DROP INDEX outbox_of_subject; DROP INDEX outbox_waiting;"
                     "DROP INDEX outbox_dead;"));
  HV_TRY(session.script(delivery_schema));
  HV_TRY(session.script(carry_over));
  HV_TRY(session.script(fmt::format("PRAGMA user_version={};", format_version)));
  return writing.commit();
}

}  // namespace homevisit::journal
