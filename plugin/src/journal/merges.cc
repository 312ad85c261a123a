#include "journal/merges.h"

#include <algorithm>

#include "crypto/seal.h"
#include "journal/encoding.h"

namespace homevisit::journal {
namespace {

// More than any student's life at a school; a longer way goes in a circle.
constexpr int longest_way = 1000;

Error damaged() {
  return {HV_DATA_LOSS, "journal_damaged",
          "The line that joins two files of the journal was changed. Run 'homevisit audit verify', "
          "and restore the journal from a backup."};
}

Error unknown_student() {
  return {HV_NOT_FOUND, "student_unknown", "The journal holds nothing of this student."};
}

int number(IdState state) { return static_cast<int>(state); }

// Nobody without the master key can lead one file to another.
Status check_line(Store& store, const Subject& from, const Subject& into, const Bytes& seal) {
  const auto whole = crypto::open(store.ring.master(), seal, merge_context(from.uuid, into.uuid));
  if (whole) return ok();
  return whole.error().status == HV_DATA_LOSS ? damaged() : whole.error();
}

struct Line {
  Subject other;
  Bytes seal;
};

// Where the line of this subject leads; nothing where it goes on itself.
Result<std::optional<Line>> line_of(Store& store, Session& session, std::int64_t subject) {
  HV_ASSIGN(const auto row, (session.one<std::int64_t, Bytes, Bytes, std::optional<Bytes>>(
                                "SELECT m.into_subject, m.seal, s.uuid, s.wrapped_key "
                                "FROM merges m JOIN subjects s ON s.id = m.into_subject "
                                "WHERE m.subject = :subject",
                                subject)));
  if (!row) return std::optional<Line>();
  const auto& [id, seal, uuid, wrapped] = *row;
  HV_ASSIGN(Subject other, opened_subject(store, id, uuid, wrapped));
  return std::optional<Line>({std::move(other), seal});
}

// The ids of the subjects of a file, without their keys.
Result<std::vector<std::int64_t>> numbers_of(Session& session, std::int64_t subject) {
  for (int step = 0;; ++step) {
    HV_ASSIGN(const auto row, session.one<std::int64_t>(
                                  "SELECT into_subject FROM merges WHERE subject = :id", subject));
    if (!row) break;
    if (step == longest_way) return damaged();
    subject = std::get<0>(*row);
  }
  std::vector<std::int64_t> numbers{subject};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    HV_TRY(session.each<std::int64_t>(
        "SELECT subject FROM merges WHERE into_subject = :id ORDER BY subject",
        [&](std::int64_t id) -> Status {
          if (std::ranges::find(numbers, id) != numbers.end()) return damaged();
          numbers.push_back(id);
          return ok();
        },
        numbers[i]));
  }
  return numbers;
}

struct WaitingEntry {
  std::int64_t id = 0, event_seq = 0;
  std::string marker;
  std::optional<Bytes> entry;
};

// Entries belong to the file, so that the order of one student is one order.
Status move_entries(Store& store, Session& session, const Subject& from, const Subject& to,
                    const std::vector<WaitingEntry>& entries) {
  for (const WaitingEntry& row : entries) {
    std::optional<Bytes> sealed;
    if (row.entry) {
      const auto entry =
          from.open(*row.entry, outbox_context(from.uuid, row.marker, row.event_seq));
      // One that does not open can never be sent; the outbox says so when its turn comes.
      if (entry) {
        HV_ASSIGN(sealed, to.seal(store, as_bytes(*entry),
                                  outbox_context(to.uuid, row.marker, row.event_seq)));
      } else {
        sealed = row.entry;
      }
    }
    HV_TRY(
        session.run("UPDATE outbox SET subject = :subject, entry = :entry, changes = changes + 1 "
                    "WHERE id = :id",
                    to.id, sealed, row.id));
  }
  return ok();
}

Result<std::vector<WaitingEntry>> entries_of(Session& session, std::int64_t subject) {
  std::vector<WaitingEntry> entries;
  HV_TRY((session.each<std::int64_t, std::int64_t, std::string, std::optional<Bytes>>(
      "SELECT id, event_seq, marker, entry FROM outbox WHERE subject = :subject ORDER BY id",
      [&](std::int64_t id, std::int64_t seq, std::string marker, std::optional<Bytes> entry) {
        entries.push_back({id, seq, std::move(marker), std::move(entry)});
        return ok();
      },
      subject)));
  return entries;
}

struct Typed {
  std::string owner, form;
  std::int64_t saved_at = 0;
  Bytes body;
};

// Of two drafts for the same form the later one stays.
Status move_drafts(Store& store, Session& session, const Subject& from, const Subject& to) {
  std::vector<Typed> drafts;
  HV_TRY((session.each<std::string, std::string, std::int64_t, Bytes>(
      "SELECT owner, form, saved_at, body FROM drafts WHERE subject = :subject",
      [&](std::string owner, std::string form, std::int64_t saved_at, Bytes body) {
        drafts.push_back({std::move(owner), std::move(form), saved_at, std::move(body)});
        return ok();
      },
      from.id)));
  for (const Typed& draft : drafts) {
    const auto text =
        from.open(draft.body, draft_context(from.uuid, draft.owner, draft.form, draft.saved_at));
    if (!text) continue;
    HV_ASSIGN(const Bytes sealed,
              to.seal(store, as_bytes(*text),
                      draft_context(to.uuid, draft.owner, draft.form, draft.saved_at)));
    HV_TRY(
        session.run("INSERT INTO drafts(owner, subject, form, saved_at, body) "
                    "VALUES(:owner, :subject, :form, :saved_at, :body) "
                    "ON CONFLICT(owner, subject, form) DO UPDATE "
                    "SET saved_at = excluded.saved_at, body = excluded.body "
                    "WHERE excluded.saved_at > drafts.saved_at",
                    draft.owner, to.id, draft.form, draft.saved_at, sealed));
  }
  return session.run("DELETE FROM drafts WHERE subject = :subject", from.id);
}

Status set_ids(Session& session, const std::vector<std::int64_t>& subjects, IdState from,
               IdState to) {
  for (const std::int64_t subject : subjects)
    HV_TRY(session.run(
        "UPDATE subject_ids SET current = :to WHERE subject = :subject AND current = :from",
        number(to), subject, number(from)));
  return ok();
}

// One id is the current one, or none: then the id that the subject itself was given.
Status keep_one_current(Session& session, std::int64_t root) {
  HV_ASSIGN(const auto numbers, numbers_of(session, root));
  for (const std::int64_t subject : numbers) {
    HV_ASSIGN(const auto row,
              session.one<std::int64_t>(
                  "SELECT 1 FROM subject_ids WHERE subject = :id AND current > 0", subject));
    if (row) return ok();
  }
  return session.run(
      "UPDATE subject_ids SET current = 1 WHERE subject = :root AND external_id = "
      "(SELECT min(external_id) FROM subject_ids WHERE subject = :same)",
      root, root);
}

// A held file's entries stop until a person has decided. What is on its way is left to its sender.
Status hold_waiting(Session& session, std::int64_t subject) {
  return session.run(
      "UPDATE outbox SET state = 6, code = :code, changes = changes + 1, "
      "absent_after = CASE state WHEN 3 THEN max(absent_after, 1) ELSE absent_after END "
      "WHERE subject = :subject AND state IN (1, 3)",
      std::string(held_code), subject);
}

// What may have been sent is looked up first.
Status free_held(Session& session, std::int64_t subject) {
  return session.run(
      "UPDATE outbox SET state = CASE WHEN absent_after = 0 THEN 1 ELSE 3 END, code = '', "
      "changes = changes + 1 "
      "WHERE subject = :subject AND state = 6 AND code = :code",
      subject, std::string(held_code));
}

Status check_key(const Subject& subject) {
  if (subject.key) return ok();
  return Error{HV_NOT_FOUND, "key_destroyed",
               "This student's records were erased by destroying their key; nothing can be read or "
               "added under it."};
}

}  // namespace

Result<Subject> root_of(Store& store, Session& session, Subject subject) {
  for (int step = 0; step < longest_way; ++step) {
    HV_ASSIGN(auto line, line_of(store, session, subject.id));
    if (!line) return subject;
    HV_TRY(check_line(store, subject, line->other, line->seal));
    subject = std::move(line->other);
  }
  return damaged();
}

Result<std::vector<Subject>> file_of(Store& store, Session& session, const Subject& root) {
  std::vector<Subject> file{root};
  if (root.id == system_subject) return file;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const Subject into = file[i];
    HV_TRY((session.each<std::int64_t, Bytes, Bytes, std::optional<Bytes>>(
        "SELECT m.subject, m.seal, s.uuid, s.wrapped_key FROM merges m "
        "JOIN subjects s ON s.id = m.subject WHERE m.into_subject = :into ORDER BY m.subject",
        [&](std::int64_t id, const Bytes& seal, const Bytes& uuid,
            const std::optional<Bytes>& wrapped) -> Status {
          HV_ASSIGN(Subject subject, opened_subject(store, id, uuid, wrapped));
          HV_TRY(check_line(store, subject, into, seal));
          if (std::ranges::find(file, id, &Subject::id) != file.end()) return damaged();
          file.push_back(std::move(subject));
          return ok();
        },
        into.id)));
  }
  return file;
}

Result<StudentIds> student_ids(Store& store, Session& session, std::int64_t subject) {
  HV_ASSIGN(const auto numbers, numbers_of(session, subject));
  StudentIds ids;
  for (const std::int64_t one : numbers)
    HV_TRY((session.each<std::string, std::int64_t>(
        "SELECT external_id, current FROM subject_ids "
        "WHERE subject = :subject AND system = :system ORDER BY external_id",
        [&](const std::string& id, std::int64_t state) {
          if (state == number(IdState::former)) {
            ids.former.push_back(id);
          } else {
            ids.current = id;
            ids.held = state == number(IdState::held);
          }
          return ok();
        },
        one, store.system)));
  return ids;
}

Status merge_subjects(Store& store, Session& session, const std::string& from,
                      const std::string& into) {
  HV_ASSIGN(const auto old, find_subject(store, session, from));
  if (!old) return unknown_student();
  HV_ASSIGN(const Subject next, find_or_make_subject(store, session, into));
  if (old->id == next.id)
    return Error{HV_FAILED_PRECONDITION, "already_one_file",
                 "Both ids lead to one file already. Nothing was changed."};
  HV_TRY(check_key(*old));
  HV_TRY(check_key(next));
  HV_ASSIGN(const auto joining, numbers_of(session, old->id));
  HV_TRY(set_ids(session, joining, IdState::current, IdState::former));
  HV_TRY(set_ids(session, joining, IdState::held, IdState::former));
  HV_ASSIGN(const Bytes seal, crypto::seal(store.ring.master(), {},
                                           merge_context(old->uuid, next.uuid), store.random));
  HV_TRY(
      session.run("INSERT INTO merges(subject, into_subject, seal) "
                  "VALUES(:subject, :into_subject, :seal)",
                  old->id, next.id, seal));
  HV_ASSIGN(const auto entries, entries_of(session, old->id));
  HV_TRY(move_entries(store, session, *old, next, entries));
  HV_TRY(move_drafts(store, session, *old, next));
  return use_id(store, session, into);
}

Status part_subjects(Store& store, Session& session, const std::string& student) {
  HV_ASSIGN(const auto own, find_own_subject(store, session, student));
  if (!own) return unknown_student();
  HV_ASSIGN(const Subject root, root_of(store, session, *own));
  if (root.id == own->id)
    return Error{HV_FAILED_PRECONDITION, "not_merged",
                 "The file of this id was not joined to another. Name the older id, whose file was "
                 "joined to that of the newer one."};
  HV_TRY(check_key(*own));
  HV_TRY(session.run("DELETE FROM merges WHERE subject = :subject", own->id));
  HV_ASSIGN(const auto parted, numbers_of(session, own->id));
  HV_ASSIGN(auto entries, entries_of(session, root.id));
  std::vector<WaitingEntry> back;
  for (WaitingEntry& row : entries) {
    HV_ASSIGN(const auto owner, session.one<std::int64_t>(
                                    "SELECT subject FROM events WHERE seq = :seq", row.event_seq));
    if (owner && std::ranges::find(parted, std::get<0>(*owner)) != parted.end())
      back.push_back(std::move(row));
  }
  HV_TRY(move_entries(store, session, root, *own, back));
  HV_TRY(keep_one_current(session, root.id));
  return keep_one_current(session, own->id);
}

Status use_id(Store& store, Session& session, const std::string& student) {
  HV_ASSIGN(const auto own, find_own_subject(store, session, student));
  if (!own) return unknown_student();
  HV_ASSIGN(const auto numbers, numbers_of(session, own->id));
  HV_TRY(set_ids(session, numbers, IdState::current, IdState::former));
  HV_TRY(set_ids(session, numbers, IdState::held, IdState::former));
  HV_TRY(
      session.run("UPDATE subject_ids SET current = 1 "
                  "WHERE system = :system AND external_id = :student",
                  store.system, student));
  return free_held(session, numbers.front());
}

Status hold_id(Store& store, Session& session, const std::string& student) {
  HV_ASSIGN(const auto own, find_own_subject(store, session, student));
  if (!own) return unknown_student();
  HV_ASSIGN(const auto row,
            session.one<std::int64_t>("SELECT current FROM subject_ids "
                                      "WHERE system = :system AND external_id = :student",
                                      store.system, student));
  // An older id that was taken for somebody else: nothing is sent under it anyway.
  if (!row || std::get<0>(*row) == number(IdState::former)) return ok();
  HV_ASSIGN(const auto numbers, numbers_of(session, own->id));
  HV_TRY(set_ids(session, numbers, IdState::current, IdState::held));
  return hold_waiting(session, numbers.front());
}

Status rename_id(Store& store, Session& session, const std::string& student,
                 const std::string& kept_as) {
  HV_ASSIGN(const auto own, find_own_subject(store, session, student));
  if (!own) return unknown_student();
  HV_ASSIGN(const auto there, find_own_subject(store, session, kept_as));
  if (there)
    return Error{HV_ALREADY_EXISTS, "id_taken",
                 "The journal knows that id already. Choose another name to keep the file under."};
  HV_ASSIGN(const Bytes seal,
            crypto::seal(store.ring.master(), {},
                         subject_id_context(store.system, kept_as, own->uuid), store.random));
  return session.run(
      "UPDATE subject_ids SET external_id = :kept_as, seal = :seal, "
      "current = CASE current WHEN 2 THEN 1 ELSE current END "
      "WHERE system = :system AND external_id = :student",
      kept_as, seal, store.system, student);
}

}  // namespace homevisit::journal
