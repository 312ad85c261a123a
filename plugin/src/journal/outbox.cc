// The outbox: what waits for the SIS, in order for each student.
#include "journal/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/encoding.h"
#include "journal/open_journal.h"

namespace homevisit::journal {
namespace {

// Withdrawn before anything was sent: nobody need ever see it. `absent_after` 0: not sent, for
// sure.
constexpr const char* drop_what_was_never_sent =
    "UPDATE outbox SET state = 5, code = 'withdrawn_unsent', changes = changes + 1 "
    "WHERE subject = :subject AND marker = :marker AND state IN (1, 6) AND absent_after = 0";

// What goes before the rest takes along what it builds on: the earlier entries of its marker.
constexpr const char* take_along =
    "UPDATE outbox SET priority = 0, changes = changes + 1 WHERE subject = :subject AND "
    "marker = :marker AND state IN (1, 2, 3, 6) AND priority > 0";

OutboxState state_of(std::int64_t number) { return static_cast<OutboxState>(number); }

}  // namespace

Status enqueue(Store& store, Session& session, const Subject& subject, const OutboxItem& item) {
  HV_ASSIGN(const Bytes sealed,
            subject.seal(store, as_bytes(item.entry),
                         outbox_context(subject.uuid, item.marker, item.event_seq)));
  if (item.priority == 0) {
    HV_TRY(session.run(drop_what_was_never_sent, subject.id, item.marker));
    HV_TRY(session.run(take_along, subject.id, item.marker));
  }
  return session.run(
      "INSERT INTO outbox(subject, marker, builds_on, priority, state, event_seq, attempts, looks, "
      "troubles, "
      "queued_at, not_before, boot, lease_until, absent_after, changes, code, entry_id, version, "
      "seen, seen_at, entry) VALUES(:subject, :marker, :builds_on, :priority, 1, :event_seq, 0, 0, "
      "0, "
      ":now, 0, '', 0, 0, 1, '', '', '', 0, 0, :entry)",
      subject.id, item.marker, item.builds_on, item.priority, item.event_seq, store.clock.now_ms(),
      sealed);
}

Status note_filed(Store& store, Session& session, const Subject& subject, const OutboxItem& item,
                  const Filing& filing) {
  HV_ASSIGN(const Bytes sealed,
            subject.seal(store, as_bytes(item.entry),
                         outbox_context(subject.uuid, item.marker, item.event_seq)));
  return session.run(
      "INSERT INTO outbox(subject, marker, builds_on, priority, state, event_seq, attempts, looks, "
      "troubles, queued_at, not_before, boot, lease_until, absent_after, changes, code, entry_id, "
      "version, seen, seen_at, entry) VALUES(:subject, :marker, :builds_on, :priority, 4, "
      ":event_seq, 0, 0, 0, :now, 0, '', 0, 0, 1, :code, :entry_id, :version, 0, 0, :entry)",
      subject.id, item.marker, item.builds_on, item.priority, item.event_seq, store.clock.now_ms(),
      std::string(filing.beside ? filed_beside : ""), filing.entry_id, filing.version, sealed);
}

Result<std::vector<Delivery>> OpenJournal::deliveries(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  std::vector<Delivery> deliveries;
  if (!subject) return deliveries;
  HV_TRY((session->each<std::int64_t, std::int64_t, std::int64_t>(
      "SELECT event_seq, state, seen FROM outbox WHERE subject = :subject ORDER BY event_seq, id",
      [&](std::int64_t seq, std::int64_t at, std::int64_t seen) {
        deliveries.push_back({seq, state_of(at), static_cast<Seen>(seen)});
        return ok();
      },
      subject->id)));
  return deliveries;
}

// Rows never leave the outbox, so the sum only goes up.
Result<std::int64_t> OpenJournal::delivery_version(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return 0;
  HV_ASSIGN(const auto row,
            session->one<std::int64_t>("SELECT sum(changes) FROM outbox WHERE subject = :subject",
                                       subject->id));
  return row ? std::get<0>(*row) : 0;
}

namespace {

Result<std::int64_t> write_decision(Session& session, std::int64_t item, Decision decision) {
  switch (decision) {
    // Looked up first: nobody knows what a person has done meanwhile. What was withdrawn since
    // stays as it is.
    case Decision::again:
      return session.change(
          "UPDATE outbox SET state = 3, not_before = 0, looks = 0, troubles = 0, "
          "changes = changes + 1 WHERE id = :id AND entry IS NOT NULL AND "
          "(state = 6 OR (state = 5 AND code = 'given_up')) AND NOT EXISTS("
          "SELECT 1 FROM outbox later WHERE later.subject = outbox.subject AND "
          "later.marker = outbox.marker AND later.id > outbox.id)",
          item);
    case Decision::give_up:
      return session.change(
          "UPDATE outbox SET state = 5, code = 'given_up', changes = changes + 1 "
          "WHERE id = :id AND state = 6",
          item);
    case Decision::filed:
      break;
  }
  return session.change(
      "UPDATE outbox SET state = 4, code = 'filed_by_hand', changes = changes + 1 "
      "WHERE id = :id AND state = 6",
      item);
}

}  // namespace

Status decide(Session& session, std::int64_t item, Decision decision) {
  HV_ASSIGN(const std::int64_t changed, write_decision(session, item, decision));
  if (changed == 0)
    return Error{HV_FAILED_PRECONDITION, "delivery_not_stopped",
                 fmt::format("Delivery {} does not wait for a person: there is none with this "
                             "number, it goes on by itself, or it is settled already.",
                             item),
                 "/item"};
  return ok();
}

namespace {

Result<OutboxCounts> count_open(Session& session) {
  OutboxCounts counts;
  HV_TRY((session.each<std::int64_t, std::int64_t, std::int64_t>(
      "SELECT state, count(*), min(queued_at) FROM outbox WHERE state < 4 GROUP BY state",
      [&](std::int64_t state, std::int64_t count, std::int64_t oldest) {
        switch (state_of(state)) {
          case OutboxState::queued:
            counts.queued = count;
            break;
          case OutboxState::sending:
            counts.sending = count;
            break;
          default:
            counts.unknown = count;
        }
        if (counts.oldest_waiting == 0 || oldest < counts.oldest_waiting)
          counts.oldest_waiting = oldest;
        return ok();
      })));
  HV_ASSIGN(const auto stopped,
            session.one<std::int64_t>("SELECT count(*) FROM outbox WHERE state = 6"));
  if (stopped) counts.stopped = std::get<0>(*stopped);
  return counts;
}

}  // namespace

Result<std::int64_t> OpenJournal::count_waiting(std::int64_t most) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto row,
            session->one<std::int64_t>(
                "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state < 4 LIMIT :most)", most));
  return row ? std::get<0>(*row) : 0;
}

Result<OutboxCounts> OpenJournal::outbox_open() {
  HV_ASSIGN(const auto session, pool_.reader());
  return count_open(*session);
}

Result<OutboxCounts> OpenJournal::outbox_counts() {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(OutboxCounts counts, count_open(*session));
  HV_ASSIGN(const auto row, (session->one<std::int64_t, std::int64_t>(
                                "SELECT count(*), coalesce(sum(state = 5), 0) FROM outbox")));
  if (!row) return counts;
  std::int64_t all = 0;
  std::tie(all, counts.dead) = *row;
  counts.done = all - counts.waiting() - counts.dead - counts.stopped;
  return counts;
}

Result<std::vector<OutboxLine>> OpenJournal::outbox_lines(std::int64_t limit) {
  HV_ASSIGN(const auto session, pool_.reader());
  std::vector<OutboxLine> lines;
  HV_TRY((session->each<std::int64_t, std::string, std::string, std::int64_t, std::int64_t,
                        std::int64_t, std::string>(
      "SELECT o.id, coalesce((SELECT external_id FROM subject_ids i WHERE i.subject = o.subject "
      "AND i.system = :system ORDER BY current DESC, external_id LIMIT 1), ''), o.marker, o.state, "
      "o.queued_at, o.attempts, o.code FROM outbox o WHERE o.state < 4 OR o.state = 6 "
      "ORDER BY o.state = 6 DESC, o.priority, o.id LIMIT :limit",
      [&](std::int64_t id, std::string student, std::string marker, std::int64_t state,
          std::int64_t queued_at, std::int64_t attempts, std::string code) {
        lines.push_back({id, std::move(student), std::move(marker), state_of(state), queued_at,
                         attempts, std::move(code)});
        return ok();
      },
      store_.system, limit)));
  return lines;
}

Result<std::optional<std::string>> OpenJournal::filed_entry(const std::string& student,
                                                            const std::string& marker) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return std::optional<std::string>();
  HV_ASSIGN(const auto row,
            (session->one<std::int64_t, Bytes>(
                "SELECT event_seq, entry FROM outbox WHERE marker = :marker AND "
                "subject = :subject AND state = 4 AND entry IS NOT NULL ORDER BY id LIMIT 1",
                marker, subject->id)));
  if (!row) return std::optional<std::string>();
  const auto& [event_seq, sealed] = *row;
  HV_ASSIGN(std::string entry,
            subject->open(sealed, outbox_context(subject->uuid, marker, event_seq)));
  return std::optional<std::string>(std::move(entry));
}

}  // namespace homevisit::journal
