// Taking an item from the outbox and saying how it ended. Whatever is said names the claim: an item
// whose lease ran out belongs to whoever took it over.
#include <algorithm>

#include "journal/encoding.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/system_state.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

struct Waiting {
  std::int64_t id = 0, subject = 0, priority = 0, state = 0, attempts = 0, event_seq = 0;
  std::string marker, builds_on, boot;
  std::int64_t lease_until = 0, absent_after = 0;
  Bytes entry;
};

// The first waiting item that has no waiting item of the same student before it, and builds on
// nothing that is stopped. One that waits for its time, or is being sent, holds back the later ones
// of that student, and of no other.
// What was being sent goes on whatever came meanwhile, for all of that student wait for it.
constexpr const char* first_waiting =
    "SELECT o.id, o.subject, o.priority, o.state, o.attempts, o.event_seq, o.marker, o.builds_on, "
    "o.boot, o.lease_until, o.absent_after, o.entry FROM outbox o WHERE o.state < 4 AND "
    "((o.state = 2 AND (o.lease_until <= :uptime OR o.boot <> :boot)) OR "
    "(o.state <> 2 AND (o.not_before <= :now OR o.not_before > :furthest))) "
    "AND NOT EXISTS(SELECT 1 FROM outbox p WHERE p.subject = o.subject AND p.state < 4 AND "
    "p.id <> o.id AND ((p.state = 2 AND (o.state <> 2 OR p.id < o.id)) OR "
    "(o.state <> 2 AND (p.priority, p.id) < (o.priority, o.id))) "
    "AND NOT EXISTS(SELECT 1 FROM outbox r WHERE r.subject = p.subject AND r.state = 6 AND "
    "r.marker = p.builds_on)) "
    "AND NOT EXISTS(SELECT 1 FROM outbox q WHERE q.subject = o.subject AND q.state = 6 AND "
    "q.marker = o.builds_on) ORDER BY o.priority, o.id LIMIT 1";

Result<std::optional<Waiting>> find_waiting(Session& session, const Clock& clock,
                                            const DeliveryTerms& terms) {
  const std::int64_t now = clock.now_ms();
  HV_ASSIGN(
      auto row,
      (session
           .one<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                std::string, std::string, std::string, std::int64_t, std::int64_t, Bytes>(
               first_waiting, clock.uptime_ms(), clock.boot(), now, now + terms.wait_most)));
  if (!row) return std::optional<Waiting>();
  auto& [id, subject, priority, state, attempts, event_seq, marker, builds_on, boot, lease_until,
         absent_after, entry] = *row;
  return std::optional<Waiting>(Waiting{id, subject, priority, state, attempts, event_seq,
                                        std::move(marker), std::move(builds_on), std::move(boot),
                                        lease_until, absent_after, std::move(entry)});
}

// From when on a look-up may say that the entry is not there. Of another start of the machine, and
// of a sender that did not come back, nobody knows when the sending ended: it is taken as late as
// can be.
std::int64_t absent_after(const Waiting& waiting, const Clock& clock, const DeliveryTerms& terms) {
  const bool same_boot = waiting.boot == clock.boot();
  const std::int64_t uptime = clock.uptime_ms();
  if (waiting.state == static_cast<std::int64_t>(OutboxState::sending))
    return (same_boot ? std::min(waiting.lease_until, uptime) : uptime) + terms.settle;
  if (waiting.absent_after == 0) return 0;
  return same_boot ? waiting.absent_after : uptime + terms.settle;
}

// After a look-up that told nothing: 1 s, 2 s, 4 s ... at most 5 minutes.
std::int64_t next_look(std::int64_t looks) {
  return std::min<std::int64_t>(300'000, 1000LL << std::clamp<std::int64_t>(looks - 1, 0, 20));
}

// What may have been sent stays in doubt, from when on a look-up may say that it is not there.
Status stop(Store& store, Session& session, const Waiting& waiting, const DeliveryTerms& terms,
            const std::string& code) {
  const bool in_doubt = waiting.state != static_cast<std::int64_t>(OutboxState::queued);
  return session.run(
      "UPDATE outbox SET state = 6, code = :code, boot = :boot, absent_after = :absent_after, "
      "changes = changes + 1 WHERE id = :id",
      code, store.clock.boot(),
      in_doubt ? std::max<std::int64_t>(absent_after(waiting, store.clock, terms), 1) : 0,
      waiting.id);
}

// For ever: nothing that is tried again would mend it.
bool is_damage(const Error& error) {
  return error.status == HV_DATA_LOSS || error.status == HV_NOT_FOUND;
}

// One that is damaged can never be sent; it must not hold up the others for ever.
Result<std::optional<Claim>> take(Store& store, Session& session, Waiting waiting,
                                  const DeliveryTerms& terms) {
  const auto subject = subject_by_id(store, session, waiting.subject);
  auto entry = subject ? subject->open(waiting.entry, outbox_context(subject->uuid, waiting.marker,
                                                                     waiting.event_seq))
                       : Result<std::string>(subject.error());
  auto ids = student_ids(store, session, waiting.subject);
  for (const Error* error : {entry ? nullptr : &entry.error(), ids ? nullptr : &ids.error()}) {
    if (error == nullptr) continue;
    if (!is_damage(*error)) return *error;
    HV_TRY(stop(store, session, waiting, terms, error->code));
    return std::optional<Claim>();
  }
  // The id is another child's by what the roster says, or the journal knows none in this system: it
  // must not go there.
  if (ids->held || ids->current.empty()) {
    HV_TRY(stop(store, session, waiting, terms, ids->held ? held_code : "no_id_in_this_system"));
    return std::optional<Claim>();
  }
  Claim claim;
  claim.unknown = waiting.state != static_cast<std::int64_t>(OutboxState::queued);
  claim.absent_after = claim.unknown ? absent_after(waiting, store.clock, terms) : 0;
  claim.lease_until = store.clock.uptime_ms() + terms.lease;
  claim.item.id = waiting.id;
  claim.item.marker = std::move(waiting.marker);
  claim.item.builds_on = std::move(waiting.builds_on);
  claim.item.priority = static_cast<int>(waiting.priority);
  claim.item.entry = std::move(entry).value();
  claim.item.attempts = static_cast<int>(waiting.attempts);
  claim.item.event_seq = waiting.event_seq;
  claim.item.student = std::move(ids->current);
  claim.item.former = std::move(ids->former);
  HV_TRY(session.run(
      "UPDATE outbox SET state = 2, attempts = attempts + 1, looks = looks + :looks, boot = :boot, "
      "lease_until = :until, absent_after = :absent_after, changes = changes + 1 WHERE id = :id",
      claim.unknown ? 1 : 0, store.clock.boot(), claim.lease_until, claim.absent_after,
      claim.item.id));
  return std::optional<Claim>(std::move(claim));
}

Result<std::int64_t> write_outcome(Session& session, const Clock& clock, const DeliveryTerms& terms,
                                   const Settlement& s) {
  const std::int64_t now = clock.now_ms();
  switch (s.outcome) {
    case Settlement::Outcome::done:
      return session.change(
          "UPDATE outbox SET state = 4, code = :code, entry_id = :entry_id, version = :version, "
          "seen = 0, changes = changes + 1 WHERE id = :id AND state = 2 AND attempts = :attempt",
          std::string(s.beside != 0 ? filed_beside : ""), s.entry_id, s.version, s.item, s.attempt);
    case Settlement::Outcome::again:
      return session.change(
          "UPDATE outbox SET state = 1, looks = 0, absent_after = 0, not_before = :not_before, "
          "code = :code, changes = changes + 1 WHERE id = :id AND state = 2 AND "
          "attempts = :attempt",
          now + std::min(s.wait, terms.wait_most), s.code, s.item, s.attempt);
    case Settlement::Outcome::stopped:
      return session.change(
          "UPDATE outbox SET state = 6, code = :code, changes = changes + 1 WHERE id = :id AND "
          "state = 2 AND attempts = :attempt",
          s.code, s.item, s.attempt);
    case Settlement::Outcome::unknown:
      break;
  }
  if (s.sent)
    return session.change(
        "UPDATE outbox SET state = 3, looks = 0, not_before = 0, absent_after = :absent_after, "
        "code = :code, changes = changes + 1 WHERE id = :id AND state = 2 AND attempts = :attempt",
        clock.uptime_ms() + terms.settle, s.code, s.item, s.attempt);
  HV_ASSIGN(const auto row,
            session.one<std::int64_t>("SELECT looks FROM outbox WHERE id = :id", s.item));
  return session.change(
      "UPDATE outbox SET state = 3, not_before = :not_before, code = :code, changes = changes + 1 "
      "WHERE id = :id AND state = 2 AND attempts = :attempt",
      now + next_look(row ? std::get<0>(*row) : 0), s.code, s.item, s.attempt);
}

// The system goes on well and this entry alone does not: after ten times a person must look.
Status count_troubles(Session& session, std::int64_t item) {
  HV_TRY(session.run("UPDATE outbox SET troubles = troubles + 1 WHERE id = :id", item));
  return session.run("UPDATE outbox SET state = 6 WHERE id = :id AND troubles >= 10", item);
}

// False: the item is another's now. What the system said of itself holds all the same.
Result<bool> write_settlement(Store& store, Session& session, const DeliveryTerms& terms,
                              const Settlement& settlement) {
  HV_ASSIGN(const std::int64_t changed, write_outcome(session, store.clock, terms, settlement));
  HV_ASSIGN(const SystemState state, read_system_state(store, session));
  if (changed > 0 && settlement.outcome == Settlement::Outcome::done && settlement.beside != 0)
    HV_TRY(
        session.run("UPDATE outbox SET seen = 3, seen_at = :now, changes = changes + 1 "
                    "WHERE id = :id AND state = 4",
                    store.clock.now_ms(), settlement.beside));
  if (changed > 0 && settlement.system == Settlement::System::doubtful && state.failures == 0)
    HV_TRY(count_troubles(session, settlement.item));
  HV_TRY(note_system(store, session, terms, settlement));
  // It may be this entry alone that the system fails on: after the pause another is tried first.
  if (changed > 0 && settlement.system == Settlement::System::doubtful)
    HV_TRY(session.run(
        "UPDATE outbox SET not_before = max(not_before, (SELECT paused_until FROM system_state "
        "WHERE system = :system) + :more) WHERE id = :id AND state IN (1, 3) AND "
        "(SELECT paused_until FROM system_state WHERE system = :same) > :now",
        store.system, terms.pause_least, settlement.item, store.system, store.clock.now_ms()));
  return changed > 0;
}

}  // namespace

Result<std::vector<Claim>> OpenJournal::claim(const DeliveryTerms& terms, std::int64_t most,
                                              std::span<const Settlement> settled) {
  std::vector<Claim> claims;
  if (settled.empty()) {
    // Most looks find nothing: they need not wait for who writes.
    HV_ASSIGN(const auto session, pool_.reader());
    HV_ASSIGN(const bool paused, is_paused(store_, *session, terms));
    if (paused) return claims;
    HV_ASSIGN(const auto waiting, find_waiting(*session, store_.clock, terms));
    if (!waiting) return claims;
  }
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  for (const Settlement& settlement : settled) {
    HV_ASSIGN([[maybe_unused]] const bool ours,
              write_settlement(store_, *session, terms, settlement));
  }
  HV_ASSIGN(const bool paused, is_paused(store_, *session, terms));
  HV_ASSIGN(const SystemState state, read_system_state(store_, *session));
  // A system in doubt is tried with one.
  if (state.failures > 0) most = std::min<std::int64_t>(most, 1);
  while (!paused && static_cast<std::int64_t>(claims.size()) < most) {
    HV_ASSIGN(auto waiting, find_waiting(*session, store_.clock, terms));
    if (!waiting) break;
    HV_ASSIGN(auto claim, take(store_, *session, std::move(*waiting), terms));
    if (claim) claims.push_back(std::move(*claim));
  }
  if (!claims.empty()) HV_TRY(hold_others_back(store_, *session, terms));
  HV_TRY(writing.commit());
  return claims;
}

Result<bool> OpenJournal::settle(const DeliveryTerms& terms, const Settlement& settlement) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const bool ours, write_settlement(store_, *session, terms, settlement));
  HV_TRY(writing.commit());
  return ours;
}

}  // namespace homevisit::journal
