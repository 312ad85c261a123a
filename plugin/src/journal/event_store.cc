// Reading an open journal.
#include "journal/events.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/projections.h"

namespace homevisit::journal {

OpenJournal::OpenJournal(const Options& options, const Clock& clock, Random& random)
    : store_(options.path, options.system, options.master_key, clock, random),
      pool_(options.path, "journal", options.busy_timeout_ms) {}

// https://www.sqlite.org/pragma.html#pragma_data_version: the value changes on a connection when
// any other one has committed, the writer of this process included.
Result<std::int64_t> OpenJournal::version() {
  const std::lock_guard lock(watch_mutex_);
  if (!watch_) {
    HV_ASSIGN(watch_, pool_.open());
  }
  HV_TRY(watch_->files().check_main());
  HV_ASSIGN(const auto row, watch_->one<std::int64_t>("PRAGMA data_version"));
  return row ? std::get<0>(*row) : 0;
}

Result<std::vector<Event>> OpenJournal::events(const std::string& student, Stream stream) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return std::vector<Event>();
  return read_events(store_, *session, *subject, stream);
}

Result<std::int64_t> OpenJournal::head(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return 0;
  return dossier_head(store_, *session, *subject);
}

Result<std::optional<Projection>> OpenJournal::projection(const std::string& student,
                                                          const std::string& name) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto subject, find_subject(store_, *session, student));
  if (!subject) return std::optional<Projection>();
  return read_projection(*session, *subject, name);
}

Result<StudentIds> OpenJournal::ids(const std::string& student) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto own, find_own_subject(store_, *session, student));
  if (!own || own->id == system_subject) return StudentIds();
  return student_ids(store_, *session, own->id);
}

// In pages, so that `visit` may read and write the journal at its leisure.
Status OpenJournal::each_student(const std::function<Status(const std::string&)>& visit) {
  constexpr int page_size = 500;
  std::string after;
  std::vector<std::string> page;
  do {
    page.clear();
    {
      HV_ASSIGN(const auto session, pool_.reader());
      HV_TRY(session->each<std::string>(
          "SELECT i.external_id FROM subject_ids i WHERE i.system = :system "
          "AND i.external_id > :after AND i.current = 1 "
          "AND (EXISTS(SELECT 1 FROM events e WHERE e.subject = i.subject) "
          "OR EXISTS(SELECT 1 FROM merges m WHERE m.subject = i.subject)) "
          "ORDER BY i.external_id LIMIT :page",
          [&](const std::string& student) {
            page.push_back(student);
            return ok();
          },
          store_.system, after, page_size));
    }
    for (const std::string& student : page) HV_TRY(visit(student));
    if (!page.empty()) after = page.back();
  } while (page.size() == page_size);
  return ok();
}

}  // namespace homevisit::journal
