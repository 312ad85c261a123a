// What was found when delivered entries were looked at in the SIS.
#include "journal/encoding.h"
#include "journal/open_journal.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

Status note_one(Session& session, const Store& store, const Subject& subject, const Sight& sight) {
  const auto seen = static_cast<std::int64_t>(sight.seen);
  if (sight.repair)
    return session.run(
        "UPDATE outbox SET state = 3, seen = :seen, seen_at = :now, looks = 0, troubles = 0, "
        "not_before = 0, absent_after = 0, changes = changes + 1 "
        "WHERE id = :id AND subject = :subject AND state = 4 AND entry IS NOT NULL",
        seen, store.clock.now_ms(), sight.item, subject.id);
  return session.run(
      "UPDATE outbox SET seen = :seen, seen_at = :now, changes = changes + 1 "
      "WHERE id = :id AND subject = :subject AND state = 4",
      seen, store.clock.now_ms(), sight.item, subject.id);
}

}  // namespace

Result<std::vector<OutboxRow>> OpenJournal::outbox_of(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  std::vector<OutboxRow> rows;
  if (!subject) return rows;
  HV_TRY((session->each<std::int64_t, std::string, std::string, std::int64_t, std::int64_t,
                        std::string, std::int64_t, std::int64_t, Bytes>(
      "SELECT id, marker, builds_on, state, event_seq, code, seen, seen_at, "
      "coalesce(entry, x'') FROM outbox WHERE subject = :subject ORDER BY id",
      [&](std::int64_t id, std::string marker, std::string builds_on, std::int64_t state,
          std::int64_t event_seq, std::string code, std::int64_t seen, std::int64_t seen_at,
          const Bytes& sealed) {
        OutboxRow row{id,
                      std::move(marker),
                      std::move(builds_on),
                      static_cast<OutboxState>(state),
                      std::move(code),
                      static_cast<Seen>(seen),
                      seen_at,
                      ""};
        // One that cannot be opened any more is compared with nothing; "audit verify" reports it.
        if (!sealed.empty())
          if (auto entry =
                  subject->open(sealed, outbox_context(subject->uuid, row.marker, event_seq)))
            row.entry = std::move(*entry);
        rows.push_back(std::move(row));
        return ok();
      },
      subject->id)));
  return rows;
}

Result<bool> OpenJournal::note_seen(const std::string& student, std::int64_t delivery_version,
                                    const std::vector<Sight>& sights) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return false;
  HV_ASSIGN(const auto now,
            session->one<std::int64_t>("SELECT sum(changes) FROM outbox WHERE subject = :subject",
                                       subject->id));
  if (!now || std::get<0>(*now) != delivery_version) return false;
  for (const Sight& sight : sights) HV_TRY(note_one(*session, store_, *subject, sight));
  HV_TRY(writing.commit());
  return true;
}

}  // namespace homevisit::journal
