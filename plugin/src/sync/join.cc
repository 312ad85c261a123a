#include "sync/join.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/codec.h"
#include "json/json.h"
#include "sync/put_projections.h"

namespace homevisit::sync {
namespace {

Status note(journal::Transaction& transaction, const std::string& student, IdsChanged change,
            const Decider& decider) {
  const Uuid id = Uuid::make(decider.clock, decider.random);
  change.rule = decider.rule;
  const DossierEvent event{id.text(),        0, id.ms(), decider.actor, decider.actor_name,
                           std::move(change)};
  const auto seq =
      transaction.append(student, journal::Stream::dossier, id, write_event(event, ""));
  return seq ? ok() : Status(seq.error());
}

Status project_again(journal::Transaction& transaction, const std::string& student) {
  HV_ASSIGN(const History history, history_of(transaction, student));
  return put_projections(transaction, student, history);
}

// Does anything that was recorded speak of this guardian?
bool speaks_of(const History& history, const std::string& guardian) {
  const auto in = [&](const auto& list, const auto& of) {
    return std::ranges::any_of(list, [&](const auto& entry) { return of(entry) == guardian; });
  };
  return in(history.answers, [](const AnswerEntry& e) { return e.answer.guardian; }) ||
         in(history.informed, [](const InformedEntry& e) { return e.informed.guardian; }) ||
         history.preferences.contains(guardian);
}

// Asks about guardians whose ids are gone, of whom something was said, while others came.
Status ask_about(journal::Transaction& transaction, const std::string& student,
                 const GuardianIds& ids) {
  if (ids.lost.empty() || ids.fresh.empty()) return ok();
  HV_ASSIGN(const History history, history_of(transaction, student));
  HV_ASSIGN(const Doubts before, doubts_of(transaction, student));
  Doubts doubts = before;
  for (const std::string& guardian : ids.lost)
    if (speaks_of(history, guardian))
      doubts = with(std::move(doubts), {DoubtKind::guardian, guardian, ids.fresh});
  return doubts == before ? ok() : put_doubts(transaction, student, doubts);
}

// Beside those that are kept already, of an earlier join.
Status keep_filed_under(journal::Transaction& transaction, const std::string& student,
                        std::vector<std::string> ids) {
  HV_ASSIGN(const auto stored, transaction.projection(student, filed_under_name));
  if (stored) {
    HV_ASSIGN(const auto earlier, read_filed_under(stored->body));
    for (const std::string& id : earlier)
      if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  json::Writer w;
  w.begin_object().key("ids").begin_array();
  for (const std::string& id : ids) w.string(id);
  w.end_array().end_object();
  HV_ASSIGN(const std::int64_t head, transaction.head(student));
  return transaction.put_projection(student, filed_under_name, {head, w.take()});
}

}  // namespace

Result<std::optional<Present>> present(journal::RosterStore& roster, const std::string& student) {
  auto found = roster.student(student);
  if (!found) {
    if (found.error().status == HV_NOT_FOUND) return std::optional<Present>();
    return std::move(found).error();
  }
  HV_ASSIGN(auto guardians, roster.guardians(student));
  return std::optional<Present>({std::move(*found), std::move(guardians)});
}

Result<History> history_of(journal::Transaction& transaction, const std::string& student) {
  HV_ASSIGN(const auto events, transaction.events(student, journal::Stream::dossier));
  std::vector<DossierEvent> read;
  read.reserve(events.size());
  for (const journal::Event& event : events) {
    HV_ASSIGN(DossierEvent one, read_event(event.seq, event.id.text(), event.id.ms(), event.body));
    read.push_back(std::move(one));
  }
  return fold(read);
}

Result<std::optional<Identity>> known_identity(journal::Transaction& transaction,
                                               const std::string& student) {
  HV_ASSIGN(const auto stored, transaction.projection(student, identity_name));
  if (!stored) return std::optional<Identity>();
  HV_ASSIGN(Identity identity, read_identity(stored->body));
  return std::optional<Identity>(std::move(identity));
}

Status put_identity(journal::Transaction& transaction, const std::string& student,
                    const Identity& identity) {
  HV_ASSIGN(const std::int64_t head, transaction.head(student));
  return transaction.put_projection(student, identity_name, {head, write_identity(identity)});
}

Status join_files(journal::Transaction& transaction, const std::string& from, const Present& now,
                  const Decider& decider) {
  const std::string& into = now.student.id;
  HV_ASSIGN(const auto known, known_identity(transaction, from));
  HV_ASSIGN(const journal::StudentIds ids, transaction.ids(from));
  const bool back = std::ranges::find(ids.former, into) != ids.former.end();
  HV_TRY(put_doubts(transaction, from, {}));
  // A student who gets an older id back has one file already.
  if (back) {
    HV_TRY(transaction.use_id(into));
  } else {
    HV_TRY(transaction.merge(from, into));
  }
  IdsChanged change{ids.current.empty() ? from : ids.current, into, {}, "", false};
  GuardianIds guardians;
  if (known) {
    guardians = match_guardians(*known, now.guardians);
    change.guardians = guardians.changed;
  }
  HV_TRY(note(transaction, into, std::move(change), decider));
  HV_TRY(project_again(transaction, into));
  Identity identity = identity_of(now.student, now.guardians);
  if (known)
    for (const std::string& other : known->others)
      if (other != into) identity.others.push_back(other);
  HV_TRY(put_identity(transaction, into, identity));
  return ask_about(transaction, into, guardians);
}

Result<std::vector<std::string>> read_filed_under(std::string_view body) {
  HV_ASSIGN(const auto document, json::Document::parse(body));
  const json::Value list = document.root()["ids"];
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) ids.emplace_back(list.at(i).text());
  return ids;
}

Result<std::string> part_file(journal::Transaction& transaction, const std::string& student,
                              const Decider& decider) {
  HV_ASSIGN(const journal::StudentIds before, transaction.ids(student));
  HV_TRY(transaction.part(student));
  HV_ASSIGN(const journal::StudentIds own, transaction.ids(student));
  // The one that goes on without it: whatever led there and leads here no more.
  std::vector<std::string> others = before.former;
  others.insert(others.begin(), before.current);
  std::erase_if(others, [&](const std::string& id) {
    return id == own.current || std::ranges::find(own.former, id) != own.former.end();
  });
  const std::string other = others.empty() ? std::string() : others.front();
  HV_TRY(keep_filed_under(transaction, student, others));
  for (const std::string& one : {student, other}) {
    HV_TRY(note(transaction, one, IdsChanged{student, other, {}, "", true}, decider));
    HV_TRY(project_again(transaction, one));
  }
  // Once taken back, the rule must not find it again.
  HV_ASSIGN(auto known, known_identity(transaction, student));
  if (known && !known->is_other(other)) {
    known->others.push_back(other);
    HV_TRY(put_identity(transaction, student, *known));
  }
  return other;
}

Status refresh_identity(journal::Transaction& transaction, const Present& now,
                        const Decider& decider) {
  const std::string& student = now.student.id;
  HV_ASSIGN(const auto known, known_identity(transaction, student));
  Identity identity = identity_of(now.student, now.guardians);
  if (known) identity.others = known->others;
  HV_ASSIGN(const journal::StudentIds ids, transaction.ids(student));
  if (ids.held && ids.current == student) HV_TRY(transaction.use_id(student));
  HV_ASSIGN(const Doubts doubts, doubts_of(transaction, student));
  Doubts open = without(without(doubts, DoubtKind::left), DoubtKind::reused, student);
  if (open != doubts) HV_TRY(put_doubts(transaction, student, open));
  if (known && write_identity(*known) == write_identity(identity)) return ok();
  if (known) {
    const GuardianIds guardians = match_guardians(*known, now.guardians);
    if (!guardians.changed.empty()) {
      Decider rule = decider;
      if (!rule.rule.empty()) rule.rule = guardian_rule;
      HV_TRY(note(transaction, student, IdsChanged{student, student, guardians.changed, "", false},
                  rule));
      HV_TRY(project_again(transaction, student));
    }
    HV_TRY(ask_about(transaction, student, guardians));
  }
  return put_identity(transaction, student, identity);
}

Status rename_guardian(journal::Transaction& transaction, const Present& now,
                       const std::string& before, const Decider& decider,
                       const std::string& after) {
  const std::string& student = now.student.id;
  HV_TRY(note(transaction, student, IdsChanged{student, student, {{before, after}}, "", false},
              decider));
  HV_TRY(project_again(transaction, student));
  HV_ASSIGN(const Doubts doubts, doubts_of(transaction, student));
  return put_doubts(transaction, student, without(doubts, DoubtKind::guardian, before));
}

Result<std::string> release_id(journal::Transaction& transaction, const std::string& student,
                               Date today) {
  HV_ASSIGN(auto known, known_identity(transaction, student));
  HV_ASSIGN(const Doubts doubts, doubts_of(transaction, student));
  std::string kept_as = fmt::format("{} ({})", student, format_date(today));
  for (int more = 2;; ++more) {
    HV_ASSIGN(const journal::StudentIds taken, transaction.ids(kept_as));
    if (taken.current.empty() && taken.former.empty()) break;
    kept_as = fmt::format("{} ({}, {})", student, format_date(today), more);
  }
  HV_TRY(transaction.rename_id(student, kept_as));
  HV_TRY(keep_filed_under(transaction, kept_as, {student}));
  HV_TRY(put_doubts(transaction, kept_as, without(doubts, DoubtKind::reused, student)));
  if (known && !known->is_other(student)) {
    known->others.push_back(student);
    HV_TRY(put_identity(transaction, kept_as, *known));
  }
  return kept_as;
}

}  // namespace homevisit::sync
