#include "journal/subjects.h"

#include "crypto/seal.h"
#include "journal/encoding.h"
#include "journal/merges.h"
#include "journal/schema.h"

namespace homevisit::journal {
namespace {

Error destroyed() {
  return {HV_NOT_FOUND, "key_destroyed",
          "This student's records were erased by destroying their key; nothing can be read or "
          "added under it."};
}

}  // namespace

Result<Subject> opened_subject(Store& store, std::int64_t id, const Bytes& uuid,
                               const std::optional<Bytes>& wrapped_key) {
  Subject subject;
  subject.id = id;
  HV_ASSIGN(subject.uuid, uuid_of(uuid));
  if (wrapped_key) {
    HV_ASSIGN(subject.key, store.ring.open(subject.uuid, *wrapped_key));
  } else {
    store.ring.forget(subject.uuid);
  }
  return subject;
}

Result<Bytes> Subject::seal(Store& store, ByteView text, ByteView context) const {
  if (!key) return destroyed();
  return crypto::seal(*key, text, context, store.random);
}

Result<std::string> Subject::open(ByteView sealed, ByteView context) const {
  if (!key) return destroyed();
  return crypto::open(*key, sealed, context);
}

Result<Subject> subject_by_id(Store& store, Session& session, std::int64_t id) {
  HV_ASSIGN(const auto row, (session.one<Bytes, std::optional<Bytes>>(
                                "SELECT uuid, wrapped_key FROM subjects WHERE id = :id", id)));
  if (!row)
    return Error{HV_DATA_LOSS, "journal_damaged",
                 "The journal points to a student's key that is not there. Run 'homevisit audit "
                 "verify', and restore the journal from a backup."};
  return opened_subject(store, id, std::get<0>(*row), std::get<1>(*row));
}

Result<std::optional<Subject>> find_own_subject(Store& store, Session& session,
                                                const std::string& student) {
  if (student.empty()) {
    HV_ASSIGN(Subject subject, subject_by_id(store, session, system_subject));
    return std::optional<Subject>(std::move(subject));
  }
  HV_ASSIGN(const auto row,
            (session.one<std::int64_t, Bytes, Bytes, std::optional<Bytes>>(
                "SELECT i.subject, i.seal, s.uuid, s.wrapped_key FROM subject_ids i "
                "JOIN subjects s ON s.id = i.subject "
                "WHERE i.system = :system AND i.external_id = :student",
                store.system, student)));
  if (!row) return std::optional<Subject>();
  const auto& [id, seal, uuid, wrapped] = *row;
  HV_ASSIGN(Subject subject, opened_subject(store, id, uuid, wrapped));
  // Nobody without the master key can give one student the file of another.
  const auto whole = crypto::open(store.ring.master(), seal,
                                  subject_id_context(store.system, student, subject.uuid));
  if (!whole && whole.error().status != HV_DATA_LOSS) return whole.error();
  if (!whole)
    return Error{HV_DATA_LOSS, "journal_damaged",
                 "The line that joins a student's id to the journal was changed. Run 'homevisit "
                 "audit verify', and restore the journal from a backup."};
  return std::optional<Subject>(std::move(subject));
}

Result<std::optional<Subject>> find_subject(Store& store, Session& session,
                                            const std::string& student) {
  HV_ASSIGN(auto own, find_own_subject(store, session, student));
  if (!own || own->id == system_subject) return own;
  HV_ASSIGN(Subject subject, root_of(store, session, std::move(*own)));
  return std::optional<Subject>(std::move(subject));
}

Result<Subject> make_subject(Store& store, Session& session, std::int64_t id) {
  Subject subject;
  subject.id = id;
  subject.uuid = Uuid::make(store.clock, store.random);
  const Secret key = crypto::make_key(store.random);
  HV_ASSIGN(const Bytes wrapped,
            crypto::wrap_key(store.ring.master(), key, subject.uuid, store.random));
  HV_TRY(session.run("INSERT INTO subjects(id, uuid, wrapped_key) VALUES(:id, :uuid, :key)", id,
                     subject.uuid.view(), wrapped));
  HV_ASSIGN(subject.key, store.ring.open(subject.uuid, wrapped));
  return subject;
}

Result<Subject> find_or_make_subject(Store& store, Session& session, const std::string& student) {
  HV_ASSIGN(auto found, find_subject(store, session, student));
  if (found) return std::move(*found);
  HV_ASSIGN(const auto last, session.one<std::int64_t>("SELECT max(id) FROM subjects"));
  const std::int64_t id = (last ? std::get<0>(*last) : system_subject) + 1;
  HV_ASSIGN(Subject subject, make_subject(store, session, id));
  HV_ASSIGN(const Bytes seal,
            crypto::seal(store.ring.master(), {},
                         subject_id_context(store.system, student, subject.uuid), store.random));
  HV_TRY(
      session.run("INSERT INTO subject_ids(system, external_id, subject, seal) "
                  "VALUES(:system, :student, :subject, :seal)",
                  store.system, student, subject.id, seal));
  return subject;
}

}  // namespace homevisit::journal
