#include "journal/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "crypto/seal.h"
#include "journal/merges.h"
#include "journal/schema.h"

namespace homevisit::journal {
namespace {

Error chain_broken(std::int64_t seq) {
  return {HV_DATA_LOSS, "chain_broken",
          fmt::format("The journal's chain is broken at event {}: it was changed or cut. Run "
                      "'homevisit audit verify', and restore the journal from a backup.",
                      seq)};
}

// The nonce and tag of an event's body are as good as a clear column: all or nothing is changed.
Result<Event> opened(const Subject& subject, EventColumns columns, const Bytes& body) {
  columns.subject = subject.uuid;
  Event event;
  event.seq = columns.seq;
  event.id = columns.id;
  event.stream = static_cast<Stream>(columns.stream);
  HV_ASSIGN(event.body, subject.open(body, event_context(columns)));
  return event;
}

}  // namespace

Result<Head> read_head(Store& store, Session& session) {
  HV_ASSIGN(const Bytes sealed, read_meta(session, "head"));
  HV_ASSIGN(const std::string text,
            crypto::open(store.ring.master(), sealed, head_context(store.journal)));
  Head head;
  if (text.size() != 8 + head.hash.size()) return chain_broken(0);
  std::uint64_t seq = 0;
  for (int i = 0; i < 8; ++i) seq = seq << 8 | static_cast<std::uint8_t>(text[i]);
  head.seq = static_cast<std::int64_t>(seq);
  std::memcpy(head.hash.data(), text.data() + 8, head.hash.size());
  return head;
}

Status write_head(Store& store, Session& session, const Head& head) {
  Bytes text;
  for (int shift = 56; shift >= 0; shift -= 8)
    text.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(head.seq) >> shift));
  text.insert(text.end(), head.hash.begin(), head.hash.end());
  HV_ASSIGN(const Bytes sealed,
            crypto::seal(store.ring.master(), text, head_context(store.journal), store.random));
  return write_meta(session, "head", sealed);
}

Status append_event(Store& store, Session& session, Head& head, const Subject& subject,
                    Stream stream, const Uuid& id, std::string_view body, ByteView submission) {
  EventColumns columns;
  columns.seq = head.seq + 1;
  columns.id = id;
  columns.subject = subject.uuid;
  columns.stream = static_cast<std::int64_t>(stream);
  columns.submission.assign(submission.begin(), submission.end());
  HV_ASSIGN(const Bytes sealed, subject.seal(store, as_bytes(body), event_context(columns)));
  HV_ASSIGN(const crypto::Digest hash, event_hash(head.hash, columns, sealed));
  std::optional<Bytes> digest;
  if (!submission.empty()) digest = columns.submission;
  HV_TRY(session.run(
      "INSERT INTO events(seq, id, subject, stream, submission, body, hash) "
      "VALUES(:seq, :id, :subject, :stream, :submission, :body, :hash)",
      columns.seq, id.view(), subject.id, columns.stream, digest, sealed, ByteView(hash)));
  head.seq = columns.seq;
  head.hash = hash;
  return ok();
}

Result<std::vector<Event>> read_events(Store& store, Session& session, const Subject& subject,
                                       Stream stream) {
  HV_ASSIGN(const std::vector<Subject> file, file_of(store, session, subject));
  std::vector<Event> events;
  for (const Subject& one : file)
    HV_TRY((session.each<std::int64_t, Bytes, std::optional<Bytes>, Bytes>(
        "SELECT seq, id, submission, body FROM events "
        "WHERE subject = :subject AND stream = :stream ORDER BY seq",
        [&](std::int64_t seq, const Bytes& id, const std::optional<Bytes>& submission,
            const Bytes& body) -> Status {
          EventColumns columns;
          columns.seq = seq;
          HV_ASSIGN(columns.id, uuid_of(id));
          columns.stream = static_cast<std::int64_t>(stream);
          if (submission) columns.submission = *submission;
          HV_ASSIGN(Event event, opened(one, std::move(columns), body));
          events.push_back(std::move(event));
          return ok();
        },
        one.id, static_cast<int>(stream))));
  if (file.size() > 1) std::ranges::sort(events, {}, &Event::seq);
  return events;
}

Result<std::int64_t> dossier_head(Store& store, Session& session, const Subject& subject) {
  HV_ASSIGN(const std::vector<Subject> file, file_of(store, session, subject));
  std::int64_t head = 0;
  for (const Subject& one : file) {
    HV_ASSIGN(const auto row,
              session.one<std::int64_t>("SELECT max(seq) FROM events "
                                        "WHERE subject = :subject AND stream = :stream",
                                        one.id, static_cast<int>(Stream::dossier)));
    if (row) head = std::max(head, std::get<0>(*row));
  }
  return head;
}

Result<std::optional<Event>> event_by_submission(Store& store, Session& session,
                                                 ByteView submission) {
  HV_ASSIGN(const auto row, (session.one<std::int64_t, Bytes, std::int64_t, std::int64_t, Bytes>(
                                "SELECT seq, id, subject, stream, body FROM events "
                                "WHERE submission = :submission",
                                submission)));
  if (!row) return std::optional<Event>();
  const auto& [seq, id, subject_id, stream, body] = *row;
  EventColumns columns;
  columns.seq = seq;
  HV_ASSIGN(columns.id, uuid_of(id));
  columns.stream = stream;
  columns.submission.assign(submission.begin(), submission.end());
  HV_ASSIGN(const Subject subject, subject_by_id(store, session, subject_id));
  HV_ASSIGN(Event event, opened(subject, std::move(columns), body));
  return std::optional<Event>(std::move(event));
}

Status check_end(Store& store, Session& session, std::int64_t count) {
  HV_ASSIGN(const Head head, read_head(store, session));
  HV_ASSIGN(const auto last, session.one<std::int64_t>("SELECT max(seq) FROM events"));
  const std::int64_t seq = last ? std::get<0>(*last) : 0;
  if (seq != head.seq) return chain_broken(std::min(seq, head.seq) + 1);
  const std::int64_t first = std::max<std::int64_t>(head.seq - count + 1, 1);
  HV_ASSIGN(crypto::Digest previous, genesis_hash(store.journal));
  if (first > 1) {
    HV_ASSIGN(const auto before,
              session.one<Bytes>("SELECT hash FROM events WHERE seq = :seq", first - 1));
    if (!before || std::get<0>(*before).size() != previous.size()) return chain_broken(first - 1);
    std::ranges::copy(std::get<0>(*before), previous.begin());
  }
  std::int64_t expected = first;
  HV_TRY(
      (session.each<std::int64_t, Bytes, Bytes, std::int64_t, std::optional<Bytes>, Bytes, Bytes>(
          "SELECT e.seq, e.id, s.uuid, e.stream, e.submission, e.body, e.hash "
          "FROM events e JOIN subjects s ON s.id = e.subject WHERE e.seq >= :first ORDER BY e.seq",
          [&](std::int64_t at, const Bytes& id, const Bytes& subject, std::int64_t stream,
              const std::optional<Bytes>& submission, const Bytes& body,
              const Bytes& hash) -> Status {
            if (at != expected) return chain_broken(expected);
            EventColumns columns;
            columns.seq = at;
            HV_ASSIGN(columns.id, uuid_of(id));
            HV_ASSIGN(columns.subject, uuid_of(subject));
            columns.stream = stream;
            if (submission) columns.submission = *submission;
            HV_ASSIGN(previous, event_hash(previous, columns, body));
            if (!std::ranges::equal(previous, hash)) return chain_broken(at);
            ++expected;
            return ok();
          },
          first)));
  if (expected != head.seq + 1 || previous != head.hash) return chain_broken(head.seq);
  return ok();
}

}  // namespace homevisit::journal
