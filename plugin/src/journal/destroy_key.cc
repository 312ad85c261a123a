// Erasing a student's records by destroying the key that opens them.
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

Status erase(Session& session, std::int64_t subject) {
  HV_TRY(session.run("UPDATE subjects SET wrapped_key = NULL WHERE id = :subject", subject));
  HV_TRY(session.run("DELETE FROM projections WHERE subject = :subject", subject));
  HV_TRY(session.run("DELETE FROM drafts WHERE subject = :subject", subject));
  HV_TRY(
      session.run("UPDATE outbox SET state = 5, code = 'key_destroyed', "
                  "changes = changes + 1 WHERE subject = :subject AND state <> 4",
                  subject));
  return session.run("UPDATE outbox SET entry = NULL WHERE subject = :subject", subject);
}

}  // namespace

Status OpenJournal::destroy_key(const std::string& student) {
  if (student.empty())
    return Error{HV_INVALID_ARGUMENT, "student_missing",
                 "The key of the journal itself cannot be destroyed; name a student."};
  HV_ASSIGN(const auto session, pool_.writer());
  {
    // Overwritten with zeros in the file, not only unlinked.
    (void)session->one<std::int64_t>("PRAGMA secure_delete=ON");
    HV_ASSIGN(auto writing, Writing::begin(*session));
    HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
    if (!subject)
      return Error{HV_NOT_FOUND, "student_unknown", "The journal holds nothing of this student."};
    // All ids lead to one file; it ends as a whole.
    HV_ASSIGN(const std::vector<Subject> file, file_of(store_, *session, *subject));
    for (const Subject& one : file) HV_TRY(erase(*session, one.id));
    HV_TRY(writing.commit());
    for (const Subject& one : file) store_.ring.forget(one.uuid);
  }
  // The old page with the key may still stand in the write-ahead log.
  (void)session->one<std::int64_t>("PRAGMA wal_checkpoint(TRUNCATE)");
  (void)session->one<std::int64_t>("PRAGMA secure_delete=OFF");
  return ok();
}

}  // namespace homevisit::journal
