#include "journal/projections.h"

#include "journal/encoding.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
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
  StudentIds student;
  Projection projection;
};

struct Row {
  std::int64_t subject = 0, upto_seq = 0;
  Bytes body, uuid;
  std::optional<Bytes> wrapped_key;
  std::string id;          // where there is one id and no merge, and it is the one in use
  bool has_others = true;  // else: student_ids() says
};

// A merged subject's own projections are not looked at until it is parted again.
Result<std::vector<Row>> page_after(Session& session, const std::string& system,
                                    const std::string& name, std::int64_t after) {
  constexpr int page_size = 500;
  std::vector<Row> rows;
  rows.reserve(page_size);
  HV_TRY((session.each<std::int64_t, std::int64_t, Bytes, Bytes, std::optional<Bytes>, std::string,
                       std::int64_t>(
      "SELECT p.subject, p.upto_seq, p.body, s.uuid, s.wrapped_key, "
      "coalesce((SELECT i.external_id FROM subject_ids i "
      "WHERE i.subject = p.subject AND i.system = :system AND i.current = 1), ''), "
      "(SELECT count(*) FROM subject_ids i WHERE i.subject = p.subject) <> 1 "
      "OR EXISTS(SELECT 1 FROM merges m WHERE m.into_subject = p.subject) "
      "FROM projections p JOIN subjects s ON s.id = p.subject "
      "WHERE p.subject > :after AND p.name = :name "
      "AND NOT EXISTS(SELECT 1 FROM merges m WHERE m.subject = p.subject) "
      "ORDER BY p.subject LIMIT :page",
      [&](std::int64_t subject, std::int64_t upto, Bytes body, Bytes uuid, std::optional<Bytes> key,
          std::string id, std::int64_t others) {
        const bool has_others = others != 0 || id.empty();
        rows.push_back({subject, upto, std::move(body), std::move(uuid), std::move(key),
                        std::move(id), has_others});
        return ok();
      },
      system, after, name, page_size)));
  return rows;
}

Result<Stored> opened(Store& store, Session& session, const std::string& name, Row& row) {
  Subject subject;
  subject.id = row.subject;
  HV_ASSIGN(subject.uuid, uuid_of(row.uuid));
  HV_ASSIGN(subject.key, store.ring.open_once(subject.uuid, *row.wrapped_key));
  Stored stored;
  if (row.has_others) {
    HV_ASSIGN(stored.student, student_ids(store, session, row.subject));
  } else {
    stored.student.current = std::move(row.id);
  }
  stored.projection.upto_seq = row.upto_seq;
  HV_ASSIGN(stored.projection.body,
            subject.open(row.body, projection_context(subject.uuid, name, row.upto_seq)));
  return stored;
}

}  // namespace

// In pages, so that `visit` may read and write the journal at its leisure.
Status OpenJournal::each_projection(
    const std::string& name,
    const std::function<Status(const StudentIds&, const Projection&)>& visit) {
  std::int64_t after = 0;
  while (true) {
    std::vector<Stored> page;
    {
      HV_ASSIGN(const auto session, pool_.reader());
      HV_ASSIGN(auto rows, page_after(*session, store_.system, name, after));
      if (rows.empty()) return ok();
      after = rows.back().subject;
      page.reserve(rows.size());
      for (Row& row : rows) {
        if (!row.wrapped_key) continue;  // destroyed since
        HV_ASSIGN(Stored stored, opened(store_, *session, name, row));
        page.push_back(std::move(stored));
      }
    }
    for (const Stored& stored : page) HV_TRY(visit(stored.student, stored.projection));
  }
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
