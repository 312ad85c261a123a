#include "journal/schema.h"

#include <fmt/format.h>

#include "journal/encoding.h"

namespace homevisit::journal {

// As few clear columns as the reading needs: no kind of event, no name, no content.
const char* const journal_schema = R"(
CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE subjects(
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  wrapped_key BLOB
);
CREATE TABLE subject_ids(
  system TEXT NOT NULL,
  external_id TEXT NOT NULL,
  subject INTEGER NOT NULL,
  seal BLOB NOT NULL,
  current INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY(system, external_id)
) WITHOUT ROWID;
CREATE TABLE events(
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  subject INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  submission BLOB,
  body BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX events_of_subject ON events(subject, stream, seq);
CREATE UNIQUE INDEX events_by_submission ON events(submission) WHERE submission IS NOT NULL;
CREATE TABLE projections(
  subject INTEGER NOT NULL,
  name TEXT NOT NULL,
  upto_seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY(subject, name)
);
CREATE TABLE drafts(
  owner TEXT NOT NULL,
  subject INTEGER NOT NULL,
  form TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY(owner, subject, form)
);
)";

// What format 2 brought.
const char* const delivery_schema = R"(
CREATE INDEX ids_of_subject ON subject_ids(subject);
CREATE TABLE merges(
  subject INTEGER PRIMARY KEY,
  into_subject INTEGER NOT NULL,
  seal BLOB NOT NULL
);
CREATE INDEX merges_into ON merges(into_subject);
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject INTEGER NOT NULL,
  marker TEXT NOT NULL,
  builds_on TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  troubles INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  boot TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  absent_after INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  code TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  version TEXT NOT NULL,
  seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  entry BLOB
);
CREATE INDEX outbox_of_subject ON outbox(subject, event_seq, state, changes);
CREATE INDEX outbox_of_marker ON outbox(marker, subject);
CREATE INDEX outbox_waiting ON outbox(priority, id) WHERE state < 4;
CREATE INDEX outbox_stopped ON outbox(subject, marker) WHERE state = 6;
CREATE TABLE system_state(
  system TEXT PRIMARY KEY,
  last_success INTEGER NOT NULL,
  trouble_since INTEGER NOT NULL,
  paused_until INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  code TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sync_tasks(
  name TEXT PRIMARY KEY,
  runs INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  succeeded_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  code TEXT NOT NULL,
  boot TEXT NOT NULL,
  lease_until INTEGER NOT NULL
) WITHOUT ROWID;
)";

Status check_format(Session& session, const std::string& path) {
  HV_ASSIGN(const auto id, session.one<std::int64_t>("PRAGMA application_id"));
  if (!id || std::get<0>(*id) != application_id)
    return Error{HV_DATA_LOSS, "not_a_journal",
                 fmt::format("The file {} is not a homevisit journal. Check the path in the "
                             "configuration, or restore the journal from a backup.",
                             path)};
  HV_ASSIGN(const auto version, session.one<std::int64_t>("PRAGMA user_version"));
  const std::int64_t format = version ? std::get<0>(*version) : 0;
  if (format < oldest_format || format > format_version)
    return Error{HV_UNSUPPORTED, "journal_newer",
                 fmt::format("The journal {} has format {}, and this version of homevisit knows "
                             "format {}. Install the version that wrote it, or a newer one.",
                             path, format, format_version)};
  return ok();
}

Result<Bytes> read_meta(Session& session, const std::string& name) {
  HV_ASSIGN(auto row, session.one<Bytes>("SELECT value FROM meta WHERE name = :name", name));
  if (!row)
    return Error{HV_DATA_LOSS, "journal_damaged",
                 fmt::format("The journal has lost its entry '{}' in the table meta. Restore it "
                             "from a backup.",
                             name)};
  return std::get<0>(std::move(*row));
}

Status write_meta(Session& session, const std::string& name, const Bytes& value) {
  return session.run(
      "INSERT INTO meta(name, value) VALUES(:name, :value) "
      "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
      name, value);
}

Result<Uuid> uuid_of(ByteView bytes) {
  if (bytes.size() != 16)
    return Error{HV_DATA_LOSS, "journal_damaged",
                 "An id in the journal has a wrong length. Run 'homevisit audit verify', and "
                 "restore the journal from a backup."};
  return Uuid::from(bytes);
}

}  // namespace homevisit::journal
