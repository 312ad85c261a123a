// Who is who: what the administrator of the school's system says of ids that changed. Answers name
// ids and numbers only: this role sees no student.
#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"
#include "operations/operation.h"
#include "sync/join.h"

namespace homevisit::operations {
namespace {

sync::Decider decider_of(const Call& call) {
  return {*call.context.clock, call.context.random, call.actor.staff, call.actor_name(), ""};
}

Result<std::int64_t> events_of(journal::Transaction& transaction, const std::string& student) {
  HV_ASSIGN(const auto events, transaction.events(student, journal::Stream::dossier));
  return static_cast<std::int64_t>(events.size());
}

Error nothing_held(const char* pointer) {
  return {HV_NOT_FOUND, "student_unknown", "The journal holds nothing of this student.", pointer};
}

Error both_in_roster(const char* pointer) {
  return {HV_FAILED_PRECONDITION, "still_in_roster",
          "The school's system has a student under the other id as well. Merge the two there and "
          "read the roster again; if that id is another child's by now, decide that first "
          "(\"homevisit students doubts\").",
          pointer};
}

Result<sync::Present> in_roster(const Call& call, const std::string& student, const char* pointer) {
  HV_ASSIGN(auto now, sync::present(*call.context.roster, student));
  if (now) return std::move(*now);
  return Error{HV_NOT_FOUND, "not_in_roster",
               "This student is not in the roster. If it is new in the school's system, read the "
               "roster again.",
               pointer};
}

void write_likeness(json::Writer& w, const sync::Likeness& likeness) {
  w.member("given_name", likeness.given && !likeness.official);
  w.member("family_name", likeness.family);
  w.member("birth_date", likeness.birth == sync::BirthDates::same    ? "same"
                         : likeness.birth == sync::BirthDates::other ? "other"
                                                                     : "missing");
  w.member("guardian", likeness.guardian);
}

// What would be joined, for the person who decides.
Status write_join(json::Writer& w, journal::Transaction& transaction, const std::string& from,
                  const sync::Present& now) {
  HV_ASSIGN(const std::int64_t old_events, events_of(transaction, from));
  HV_ASSIGN(const journal::StudentIds ids, transaction.ids(from));
  const bool one_file = std::ranges::find(ids.former, now.student.id) != ids.former.end();
  std::int64_t own_events = 0;
  if (!one_file) {
    HV_ASSIGN(own_events, events_of(transaction, now.student.id));
  }
  w.member("from", from).member("into", now.student.id);
  w.member("events_from", old_events).member("events_into", own_events);
  HV_ASSIGN(const auto known, sync::known_identity(transaction, from));
  if (!known) return ok();
  w.key("alike").begin_object();
  write_likeness(w, sync::compare(*known, now.student, now.guardians));
  w.end_object();
  const auto guardians = sync::match_guardians(*known, now.guardians);
  w.member("guardians", static_cast<std::int64_t>(guardians.changed.size()));
  return ok();
}

// The file of `from` goes on under `into`. `renumber`: which has none of its own.
Result<std::string> join(const Call& call, const std::string& from, const std::string& into,
                         const char* pointer, bool renumber) {
  Context& context = call.context;
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(const journal::StudentIds ids, transaction->ids(from));
  if (ids.current.empty()) return nothing_held("/from");
  HV_ASSIGN(const sync::Present now, in_roster(call, into, pointer));
  HV_ASSIGN(const auto still, sync::present(*context.roster, from));
  HV_ASSIGN(const auto in_use, sync::present(*context.roster, ids.current));
  if (still || in_use) return both_in_roster("/from");
  json::Writer w;
  w.begin_object();
  HV_TRY(write_join(w, *transaction, from, now));
  if (renumber) {
    HV_ASSIGN(const journal::StudentIds own, transaction->ids(into));
    HV_ASSIGN(const std::int64_t head, transaction->head(into));
    const bool one_file = own.current == ids.current;
    if (head != 0 && !one_file)
      return Error{HV_FAILED_PRECONDITION, "id_has_file",
                   "Something has been recorded under the new id already. If it is the same child, "
                   "merge the two.",
                   pointer};
  }
  const bool dry_run = call.request["dry_run"].is_true();
  if (!dry_run) {
    HV_TRY(sync::join_files(*transaction, from, now, decider_of(call)));
    HV_TRY(transaction->commit());
  }
  return w.member("joined", !dry_run).end_object().take();
}

Result<std::string> merge(const Call& call) {
  return join(call, call.text("from"), call.text("into"), "/into", false);
}

Result<std::string> renumber(const Call& call) {
  return join(call, call.text("from"), call.text("to"), "/to", true);
}

Result<std::string> unmerge(const Call& call) {
  const std::string student = call.text("from");
  HV_ASSIGN(const auto transaction, call.context.journal->begin());
  HV_ASSIGN(const journal::StudentIds ids, transaction->ids(student));
  if (ids.current.empty()) return nothing_held("/from");
  const bool dry_run = call.request["dry_run"].is_true();
  // Parted either way; without a commit nothing happened.
  HV_ASSIGN(const std::string other, sync::part_file(*transaction, student, decider_of(call)));
  HV_ASSIGN(const std::int64_t own, events_of(*transaction, student));
  HV_ASSIGN(const std::int64_t others, events_of(*transaction, other));
  if (!dry_run) HV_TRY(transaction->commit());
  json::Writer w;
  w.begin_object().member("from", student).member("into", other);
  // Without the event that says so.
  w.member("events_from", own - 1).member("events_into", others - 1);
  return w.member("parted", !dry_run).end_object().take();
}

Status write_candidates(const Call& call, json::Writer& w, const sync::Doubt& doubt,
                        const std::optional<sync::Identity>& known) {
  w.key("candidates").begin_array();
  for (const std::string& candidate : doubt.candidates) {
    w.begin_object().member("id", candidate);
    if (doubt.kind != sync::DoubtKind::guardian && known) {
      HV_ASSIGN(const auto now, sync::present(*call.context.roster, candidate));
      if (now) write_likeness(w, sync::compare(*known, now->student, now->guardians));
    }
    w.end_object();
  }
  w.end_array();
  return ok();
}

Result<std::string> doubts(const Call& call) {
  Context& context = call.context;
  json::Writer w;
  w.begin_object().key("doubts").begin_array();
  HV_TRY(context.journal->each_projection(
      sync::doubts_name,
      [&](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
        HV_TRY(call.control.check());
        HV_ASSIGN(const sync::Doubts list, sync::read_doubts(stored.body));
        HV_ASSIGN(const auto events,
                  context.journal->events(ids.current, journal::Stream::dossier));
        HV_ASSIGN(const auto identity,
                  context.journal->projection(ids.current, sync::identity_name));
        std::optional<sync::Identity> known;
        if (identity) {
          HV_ASSIGN(known, sync::read_identity(identity->body));
        }
        for (const sync::Doubt& doubt : list) {
          w.begin_object().member("kind", to_name(doubt.kind)).member("student", ids.current);
          if (doubt.kind == sync::DoubtKind::guardian) w.member("guardian", doubt.id);
          if (doubt.kind == sync::DoubtKind::reused) w.member("id", doubt.id);
          w.member("events", static_cast<std::int64_t>(events.size()));
          HV_TRY(write_candidates(call, w, doubt, known));
          w.end_object();
        }
        return ok();
      }));
  return w.end_array().end_object().take();
}

const sync::Doubt* find(const sync::Doubts& doubts, sync::DoubtKind kind, const std::string& id) {
  for (const sync::Doubt& doubt : doubts)
    if (doubt.kind == kind && doubt.id == id) return &doubt;
  return nullptr;
}

Error no_such_doubt() {
  return {HV_NOT_FOUND, "unknown_doubt",
          "There is no such question to decide. \"homevisit students doubts\" lists them.", "/old"};
}

// A guardian's id: which one it is now, or none of them.
Status match_guardian(const Call& call, journal::Transaction& transaction,
                      const std::string& student, const sync::Doubts& doubts) {
  const std::string guardian = call.text("guardian");
  const sync::Doubt* doubt = find(doubts, sync::DoubtKind::guardian, guardian);
  if (doubt == nullptr) return no_such_doubt();
  const std::string now = call.text("new");
  if (now.empty())
    return sync::put_doubts(transaction, student,
                            sync::without(doubts, sync::DoubtKind::guardian, guardian));
  HV_ASSIGN(const sync::Present there, in_roster(call, student, "/old"));
  if (std::ranges::none_of(there.guardians, [&](const Guardian& g) { return g.id == now; }))
    return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
                 "The roster has no such guardian for this student.", "/new"};
  return sync::rename_guardian(transaction, there, guardian, decider_of(call), now);
}

// None of the candidates: they are not asked about again.
Status reject(journal::Transaction& transaction, const std::string& student,
              const sync::Doubts& doubts, const sync::Doubt& left) {
  HV_ASSIGN(auto known, sync::known_identity(transaction, student));
  if (known) {
    for (const std::string& candidate : left.candidates)
      if (!known->is_other(candidate)) known->others.push_back(candidate);
    HV_TRY(sync::put_identity(transaction, student, *known));
  }
  return sync::put_doubts(transaction, student, sync::without(doubts, sync::DoubtKind::left));
}

// The same child after all: who she is now, is who she is.
Status accept(const Call& call, journal::Transaction& transaction, const journal::StudentIds& ids,
              const std::string& student) {
  HV_ASSIGN(const sync::Present there, in_roster(call, student, "/old"));
  if (ids.current == student) return sync::refresh_identity(transaction, there, decider_of(call));
  HV_ASSIGN(const auto in_use, sync::present(*call.context.roster, ids.current));
  if (in_use) return both_in_roster("/old");
  return sync::join_files(transaction, ids.current, there, decider_of(call));
}

Result<std::string> match(const Call& call) {
  Context& context = call.context;
  const std::string old = call.text("old"), now = call.text("new");
  if (now.empty() != call.request["none"].is_true())
    return Error{HV_INVALID_ARGUMENT, "who_is_it",
                 "Say which one it is (\"new\"), or that it is none of them (\"none\").", "/new"};
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(const journal::StudentIds ids, transaction->ids(old));
  if (ids.current.empty()) return nothing_held("/old");
  HV_ASSIGN(const sync::Doubts doubts, sync::doubts_of(*transaction, old));
  std::string kept_as = old;
  if (!call.text("guardian").empty()) {
    HV_TRY(match_guardian(call, *transaction, old, doubts));
  } else if (find(doubts, sync::DoubtKind::reused, old) != nullptr) {
    if (now == old) {
      HV_TRY(accept(call, *transaction, ids, old));
    } else {
      HV_ASSIGN(kept_as, sync::release_id(*transaction, old, context.today()));
    }
  } else if (const sync::Doubt* left = find(doubts, sync::DoubtKind::left, ""); left != nullptr) {
    if (now.empty()) HV_TRY(reject(*transaction, old, doubts, *left));
  } else {
    return no_such_doubt();
  }
  const bool joins = call.text("guardian").empty() && !now.empty() && now != old;
  if (joins) {
    HV_ASSIGN(const sync::Present there, in_roster(call, now, "/new"));
    HV_TRY(sync::join_files(*transaction, kept_as, there, decider_of(call)));
  }
  HV_TRY(transaction->commit());
  json::Writer w;
  w.begin_object().member("student", joins ? now : kept_as);
  return w.member("joined", joins).end_object().take();
}

}  // namespace

std::span<const Operation> identity_operations() {
  static constexpr Operation operations[] = {{"student.merge", merge},
                                             {"student.renumber", renumber},
                                             {"student.unmerge", unmerge},
                                             {"student.doubts", doubts},
                                             {"student.match", match}};
  return operations;
}

}  // namespace homevisit::operations
