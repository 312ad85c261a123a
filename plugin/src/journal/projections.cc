#include "journal/projections.h"

#include "journal/encoding.h"

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

}  // namespace homevisit::journal
