// Drafts: what somebody is typing, sealed under the student's key until it is sent or thrown away.
#include "journal/encoding.h"
#include "journal/open_journal.h"
#include "journal/writing.h"

namespace homevisit::journal {

Status OpenJournal::put_draft(const std::string& owner, const std::string& student,
                              const std::string& form, std::string_view body) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const Subject subject, find_or_make_subject(store_, *session, student));
  const std::int64_t now = store_.clock.now_ms();
  HV_ASSIGN(const Bytes sealed,
            subject.seal(store_, as_bytes(body), draft_context(subject.uuid, owner, form, now)));
  HV_TRY(
      session->run("INSERT INTO drafts(owner, subject, form, saved_at, body) "
                   "VALUES(:owner, :subject, :form, :saved_at, :body) "
                   "ON CONFLICT(owner, subject, form) DO UPDATE "
                   "SET saved_at = excluded.saved_at, body = excluded.body",
                   owner, subject.id, form, now, sealed));
  return writing.commit();
}

Result<std::optional<Draft>> OpenJournal::draft(const std::string& owner,
                                                const std::string& student,
                                                const std::string& form) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return std::optional<Draft>();
  HV_ASSIGN(const auto row, (session->one<std::int64_t, Bytes>(
                                "SELECT saved_at, body FROM drafts "
                                "WHERE owner = :owner AND subject = :subject AND form = :form",
                                owner, subject->id, form)));
  if (!row) return std::optional<Draft>();
  Draft draft;
  draft.saved_at = std::get<0>(*row);
  HV_ASSIGN(draft.body, subject->open(std::get<1>(*row),
                                      draft_context(subject->uuid, owner, form, draft.saved_at)));
  return std::optional<Draft>(std::move(draft));
}

Status OpenJournal::remove_draft(const std::string& owner, const std::string& student,
                                 const std::string& form) {
  HV_ASSIGN(const auto transaction, begin());
  HV_TRY(transaction->remove_draft(owner, student, form));
  return transaction->commit();
}

}  // namespace homevisit::journal
