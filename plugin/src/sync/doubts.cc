#include "sync/doubts.h"

#include <algorithm>

#include "json/json.h"

namespace homevisit {

template <>
NameTable<sync::DoubtKind> names<sync::DoubtKind>() {
  static constexpr std::pair<sync::DoubtKind, std::string_view> table[] = {
      {sync::DoubtKind::left, "left"},
      {sync::DoubtKind::reused, "reused"},
      {sync::DoubtKind::guardian, "guardian"}};
  return table;
}

namespace sync {

std::string write_doubts(const Doubts& doubts) {
  json::Writer w;
  w.begin_object().key("doubts").begin_array();
  for (const Doubt& doubt : doubts) {
    w.begin_object().member("kind", to_name(doubt.kind)).member_if("id", doubt.id);
    w.key("candidates").begin_array();
    for (const std::string& candidate : doubt.candidates) w.string(candidate);
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
}

Result<Doubts> read_doubts(std::string_view body) {
  HV_ASSIGN(const auto document, json::Document::parse(body));
  const json::Value list = document.root()["doubts"];
  Doubts doubts;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Doubt doubt;
    if (const auto kind = from_name<DoubtKind>(list.at(i)["kind"].text())) doubt.kind = *kind;
    doubt.id = list.at(i)["id"].text();
    const json::Value candidates = list.at(i)["candidates"];
    for (std::size_t k = 0; k < candidates.size(); ++k)
      doubt.candidates.emplace_back(candidates.at(k).text());
    doubts.push_back(std::move(doubt));
  }
  return doubts;
}

Result<Doubts> doubts_of(journal::Transaction& transaction, const std::string& student) {
  HV_ASSIGN(const auto stored, transaction.projection(student, doubts_name));
  if (!stored) return Doubts();
  return read_doubts(stored->body);
}

Status put_doubts(journal::Transaction& transaction, const std::string& student,
                  const Doubts& doubts) {
  if (doubts.empty()) return transaction.remove_projection(student, doubts_name);
  HV_ASSIGN(const std::int64_t head, transaction.head(student));
  return transaction.put_projection(student, doubts_name, {head, write_doubts(doubts)});
}

Doubts with(Doubts doubts, Doubt doubt) {
  doubts = without(std::move(doubts), doubt.kind, doubt.id);
  doubts.push_back(std::move(doubt));
  return doubts;
}

Doubts without(Doubts doubts, DoubtKind kind, const std::string& id) {
  std::erase_if(doubts, [&](const Doubt& doubt) { return doubt.kind == kind && doubt.id == id; });
  return doubts;
}

}  // namespace sync
}  // namespace homevisit
