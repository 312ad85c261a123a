#include "journal/projections.h"

#include "journal/encoding.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/reading.h"
#include "journal/rows.h"
#include "journal/schema.h"

namespace homevisit::journal {

Result<std::optional<Projection>> read_projection(Session& session, const Subject& subject,
                                                  const std::string& name) {
  HV_ASSIGN(const auto row,
            (session.one<std::int64_t, Bytes>("SELECT upto_seq, body FROM projections "
                                              "WHERE subject = :subject AND name = :name",
                                              subject.id, name)));
  if (!row) return std::optional<Projection>();
  Projection projection;
  projection.upto_seq = std::get<0>(*row);
  HV_ASSIGN(
      projection.body,
      subject.open(std::get<1>(*row), projection_context(subject.uuid, name, projection.upto_seq)));
  return std::optional<Projection>(std::move(projection));
}

Status write_projection(Store& store, Session& session, const Subject& subject,
                        const std::string& name, const Projection& projection) {
  HV_ASSIGN(const Bytes body,
            subject.seal(store, as_bytes(projection.body),
                         projection_context(subject.uuid, name, projection.upto_seq)));
  return session.run(
      "INSERT INTO projections(subject, name, upto_seq, body) "
      "VALUES(:subject, :name, :upto_seq, :body) "
      "ON CONFLICT(subject, name) DO UPDATE SET upto_seq = excluded.upto_seq, body = excluded.body",
      subject.id, name, projection.upto_seq, body);
}

namespace {

struct Stored {
  std::int64_t subject = 0;
  bool has_others = false;  // ids, or was merged into: student_ids() says
  StudentIds student;
  Projection projection;
};

// A row for each id of a subject. A merged subject's own projections are not looked at until it is
// parted again. Mostly nobody is merged, which is asked once.
constexpr std::string_view stored_after =
    "SELECT p.subject, p.upto_seq, p.body, s.uuid, s.wrapped_key, i.external_id, "
    "i.system = ?1 AND i.current = 1 "
    "AND (NOT EXISTS(SELECT 1 FROM merges) "
    "OR NOT EXISTS(SELECT 1 FROM merges m WHERE m.into_subject = p.subject)) "
    "FROM projections p CROSS JOIN subjects s ON s.id = p.subject "
    "LEFT JOIN subject_ids i ON i.subject = p.subject "
    "WHERE p.subject > ?2 AND p.name = ?3 "
    "AND (NOT EXISTS(SELECT 1 FROM merges) "
    "OR NOT EXISTS(SELECT 1 FROM merges m WHERE m.subject = p.subject)) "
    "ORDER BY p.subject";

Result<Projection> opened(Store& store, const Rows& row, const std::string& name) {
  Subject subject;
  subject.id = row.number(0);
  HV_ASSIGN(subject.uuid, uuid_of(row.bytes(3)));
  HV_ASSIGN(subject.key, store.ring.open_once(subject.uuid, row.bytes(4)));
  Projection projection;
  projection.upto_seq = row.number(1);
  HV_ASSIGN(projection.body, subject.open(row.bytes(2), projection_context(subject.uuid, name,
                                                                           projection.upto_seq)));
  return projection;
}

// What is kept of the next few subjects; `after` becomes the last of them.
Result<std::vector<Stored>> page_after(Store& store, Session& session, const std::string& name,
                                       std::int64_t& after) {
  constexpr std::size_t page_size = 500;
  std::vector<Stored> page;
  page.reserve(page_size);
  HV_ASSIGN(const Reading reading, Reading::begin(session));
  HV_ASSIGN(Rows rows, Rows::of(session, stored_after));
  HV_TRY(rows.bind(1, store.system));
  HV_TRY(rows.bind(2, after));
  HV_TRY(rows.bind(3, name));
  while (true) {
    HV_ASSIGN(const bool more, rows.next());
    if (!more) break;
    const std::int64_t subject = rows.number(0);
    if (!page.empty() && page.back().subject == subject) {
      page.back().has_others = true;
      continue;
    }
    if (page.size() == page_size) break;
    after = subject;
    if (rows.is_null(4)) continue;  // destroyed since
    Stored stored;
    stored.subject = subject;
    stored.has_others = rows.number(6) == 0;
    stored.student.current = rows.text(5);
    HV_ASSIGN(stored.projection, opened(store, rows, name));
    page.push_back(std::move(stored));
  }
  for (Stored& stored : page)
    if (stored.has_others) {
      HV_ASSIGN(stored.student, student_ids(store, session, stored.subject));
    }
  return page;
}

}  // namespace

// In pages, so that `visit` may read and write the journal at its leisure.
Status OpenJournal::each_projection(
    const std::string& name,
    const std::function<Status(const StudentIds&, const Projection&)>& visit) {
  for (std::int64_t after = 0, before = -1; after != before;) {
    before = after;
    std::vector<Stored> page;
    {
      HV_ASSIGN(const auto session, pool_.reader());
      HV_ASSIGN(page, page_after(store_, *session, name, after));
    }
    for (const Stored& stored : page) HV_TRY(visit(stored.student, stored.projection));
  }
  return ok();
}

Result<std::int64_t> OpenJournal::count_projections(const std::string& name) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const auto row,
            session->one<std::int64_t>(
                "SELECT count(*) FROM projections p WHERE p.name = :name "
                "AND NOT EXISTS(SELECT 1 FROM merges m WHERE m.subject = p.subject)",
                name));
  return row ? std::get<0>(*row) : 0;
}

Status OpenJournal::each_student_without(const std::string& name,
                                         const std::function<Status(const std::string&)>& visit) {
  constexpr int page_size = 500;
  std::string after;
  std::vector<std::string> page;
  do {
    page.clear();
    {
      HV_ASSIGN(const auto session, pool_.reader());
      // The root of a merged subject has an event of the merge itself, and so is found as well.
      HV_TRY(session->each<std::string>(
          "SELECT i.external_id FROM subject_ids i WHERE i.system = :system "
          "AND i.external_id > :after AND i.current = 1 "
          "AND EXISTS(SELECT 1 FROM events e WHERE e.subject = i.subject AND e.stream = 1) "
          "AND NOT EXISTS(SELECT 1 FROM merges m WHERE m.subject = i.subject) "
          "AND NOT EXISTS(SELECT 1 FROM projections p "
          "WHERE p.subject = i.subject AND p.name = :name) "
          "ORDER BY i.external_id LIMIT :page",
          [&](const std::string& student) {
            page.push_back(student);
            return ok();
          },
          store_.system, after, name, page_size));
    }
    for (const std::string& student : page) HV_TRY(visit(student));
    if (!page.empty()) after = page.back();
  } while (page.size() == page_size);
  return ok();
}

}  // namespace homevisit::journal
