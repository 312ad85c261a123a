// The outbox: what waits to be delivered to the SIS, in order for each student.
#include "journal/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/encoding.h"
#include "journal/open_journal.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

constexpr std::int64_t number(OutboxState state) { return static_cast<std::int64_t>(state); }

// After a look-up that itself came to nothing: 1 s, 2 s, 4 s ... at most 5 minutes.
std::int64_t look_up_delay(std::int64_t attempts) {
  return std::min<std::int64_t>(300'000, 1000LL << std::clamp<std::int64_t>(attempts - 2, 0, 20));
}

Error not_there(std::int64_t item) {
  return {HV_NOT_FOUND, "outbox_item_missing",
          fmt::format("There is no delivery {} in the outbox that could be changed so: it is not "
                      "there or already done.",
                      item)};
}

}  // namespace

Status enqueue(Store& store, Session& session, const Subject& subject, const OutboxItem& item) {
  HV_ASSIGN(const Bytes sealed,
            subject.seal(store, as_bytes(item.entry),
                         outbox_context(subject.uuid, item.marker, item.event_seq)));
  // What goes before the rest takes along what it builds on: the earlier entries of its marker.
  if (item.priority == 0)
    HV_TRY(
        session.run("UPDATE outbox SET priority = 0, changes = changes + 1 WHERE "
                    "subject = :subject AND marker = :marker AND state < 4 AND priority > 0",
                    subject.id, item.marker));
  return session.run(
      "INSERT INTO outbox(subject, marker, priority, state, event_seq, attempts, queued_at, "
      "not_before, lease_until, looking_up, changes, code, entry_id, version, entry) "
      "VALUES(:subject, :marker, :priority, 1, :event_seq, 0, :now, 0, 0, 0, 1, '', '', '', "
      ":entry)",
      subject.id, item.marker, item.priority, item.event_seq, store.clock.now_ms(), sealed);
}

Result<std::vector<Delivery>> OpenJournal::deliveries(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  std::vector<Delivery> deliveries;
  if (!subject) return deliveries;
  HV_TRY((session->each<std::int64_t, std::int64_t>(
      "SELECT event_seq, state FROM outbox WHERE subject = :subject ORDER BY event_seq, id",
      [&](std::int64_t seq, std::int64_t at) {
        deliveries.push_back({seq, static_cast<OutboxState>(at)});
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

struct Waiting {
  std::int64_t id = 0, subject = 0, priority = 0, state = 0, attempts = 0, event_seq = 0;
  std::string marker;
  Bytes entry;
};

// The first waiting item that has no waiting item of the same student before it. One that waits for
// its time, or is being sent, holds back the later ones of that student, and of no other.
Result<std::optional<Waiting>> first_waiting(Session& session, std::int64_t now) {
  HV_ASSIGN(auto row,
            (session.one<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                         std::int64_t, std::string, Bytes>(
                "SELECT o.id, o.subject, o.priority, o.state, o.attempts, o.event_seq, o.marker, "
                "o.entry FROM outbox o WHERE o.state < 4 AND "
                "((o.state = 2 AND o.lease_until <= :now) OR "
                "(o.state <> 2 AND o.not_before <= :now)) "
                "AND NOT EXISTS(SELECT 1 FROM outbox p WHERE p.subject = o.subject "
                "AND p.state < 4 AND p.id <> o.id "
                "AND (p.state = 2 OR (p.priority, p.id) < (o.priority, o.id))) "
                "ORDER BY o.priority, o.id LIMIT 1",
                now)));
  if (!row) return std::optional<Waiting>();
  auto& [id, subject, priority, state, attempts, event_seq, marker, entry] = *row;
  return std::optional<Waiting>(Waiting{id, subject, priority, state, attempts, event_seq,
                                        std::move(marker), std::move(entry)});
}

Status bury(Session& session, std::int64_t item, const std::string& code) {
  return session.run(
      "UPDATE outbox SET state = 5, code = :code, changes = changes + 1 WHERE id = :id", code,
      item);
}

Status note_error(Session& session, const std::string& code) {
  return session.run("UPDATE outbox_status SET last_error = :code", code);
}

}  // namespace

Result<std::optional<Journal::Claim>> OpenJournal::claim(std::int64_t lease_ms) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  const std::int64_t now = store_.clock.now_ms();
  while (true) {
    HV_ASSIGN(auto waiting, first_waiting(*session, now));
    if (!waiting) {
      HV_TRY(writing.commit());
      return std::optional<Claim>();
    }
    HV_ASSIGN(const Subject subject, subject_by_id(store_, *session, waiting->subject));
    auto entry = subject.open(waiting->entry,
                              outbox_context(subject.uuid, waiting->marker, waiting->event_seq));
    if (!entry) {
      // What cannot be opened can never be sent; it must not hold up the others for ever.
      HV_TRY(bury(*session, waiting->id, entry.error().code));
      HV_TRY(note_error(*session, entry.error().code));
      continue;
    }
    Claim claim;
    claim.unknown = waiting->state != number(OutboxState::queued);
    claim.item.id = waiting->id;
    claim.item.marker = std::move(waiting->marker);
    claim.item.priority = static_cast<int>(waiting->priority);
    claim.item.entry = std::move(entry).value();
    claim.item.attempts = static_cast<int>(waiting->attempts);
    claim.item.event_seq = waiting->event_seq;
    HV_ASSIGN(const auto name, session->one<std::string>(
                                   "SELECT external_id FROM subject_ids WHERE subject = :subject "
                                   "AND system = :system ORDER BY external_id LIMIT 1",
                                   waiting->subject, store_.system));
    if (name) claim.item.student = std::get<0>(*name);
    HV_TRY(
        session->run("UPDATE outbox SET state = 2, attempts = attempts + 1, lease_until = :until, "
                     "looking_up = :looking_up, changes = changes + 1 WHERE id = :id",
                     now + lease_ms, claim.unknown ? 1 : 0, waiting->id));
    HV_TRY(writing.commit());
    return std::optional<Claim>(std::move(claim));
  }
}

Status OpenJournal::done(std::int64_t item, const std::string& entry_id,
                         const std::string& version) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  // The entry has served; the event holds what it said.
  HV_ASSIGN(const std::int64_t changed,
            session->change("UPDATE outbox SET state = 4, code = '', entry_id = :entry_id, "
                            "version = :version, entry = NULL, changes = changes + 1 "
                            "WHERE id = :id AND state <> 4",
                            entry_id, version, item));
  if (changed == 0) return not_there(item);
  HV_TRY(note_error(*session, ""));
  return writing.commit();
}

Status OpenJournal::again(std::int64_t item, std::int64_t not_before, const std::string& code) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const std::int64_t changed,
            session->change("UPDATE outbox SET state = 1, not_before = :not_before, code = :code, "
                            "changes = changes + 1 WHERE id = :id AND state <> 4 "
                            "AND entry IS NOT NULL",
                            not_before, code, item));
  if (changed == 0) return not_there(item);
  HV_TRY(note_error(*session, code));
  return writing.commit();
}

Status OpenJournal::unknown(std::int64_t item, const std::string& code) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const auto row,
            (session->one<std::int64_t, std::int64_t>("SELECT looking_up, attempts FROM outbox "
                                                      "WHERE id = :id AND state < 4",
                                                      item)));
  if (!row) return not_there(item);
  const auto [looking_up, attempts] = *row;
  const std::int64_t not_before =
      looking_up != 0 ? store_.clock.now_ms() + look_up_delay(attempts) : 0;
  HV_TRY(
      session->run("UPDATE outbox SET state = 3, not_before = :not_before, code = :code, "
                   "changes = changes + 1 WHERE id = :id",
                   not_before, code, item));
  HV_TRY(note_error(*session, code));
  return writing.commit();
}

Status OpenJournal::dead(std::int64_t item, const std::string& code) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const auto row,
            session->one<std::int64_t>("SELECT 1 FROM outbox WHERE id = :id AND state < 4", item));
  if (!row) return not_there(item);
  HV_TRY(bury(*session, item, code));
  HV_TRY(note_error(*session, code));
  return writing.commit();
}

Result<OutboxCounts> OpenJournal::outbox_counts() {
  HV_ASSIGN(const auto session, pool_.reader());
  OutboxCounts counts;
  std::int64_t all = 0;
  HV_TRY((session->each<std::int64_t, std::int64_t, std::int64_t>(
      "SELECT state, count(*), min(queued_at) FROM outbox WHERE state < 4 GROUP BY state",
      [&](std::int64_t state, std::int64_t count, std::int64_t oldest) {
        switch (static_cast<OutboxState>(state)) {
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
  HV_ASSIGN(const auto row, (session->one<std::int64_t, std::int64_t, std::string>(
                                "SELECT (SELECT count(*) FROM outbox), "
                                "(SELECT count(*) FROM outbox WHERE state = 5), "
                                "(SELECT last_error FROM outbox_status)")));
  if (!row) return counts;
  std::tie(all, counts.dead, counts.last_error) = *row;
  counts.done = all - counts.queued - counts.sending - counts.unknown - counts.dead;
  return counts;
}

}  // namespace homevisit::journal
