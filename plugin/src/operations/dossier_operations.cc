// The student files as a whole: comparing the journal with them, making it again from them.
#include <algorithm>

#include "domain/codec.h"
#include "json/json.h"
#include "operations/operation.h"
#include "operations/write.h"
#include "sync/put_projections.h"
#include "sync/rebuild.h"
#include "sync/reconcile.h"
#include "text/msg.h"

namespace homevisit::operations {
namespace {

using text::msg;

constexpr std::size_t most_listed = 1000;  // all are counted

Status refresh_projections(journal::Transaction& transaction, const std::string& student) {
  HV_ASSIGN(const auto events, transaction.events(student, journal::Stream::dossier));
  HV_ASSIGN(const History history, fold_events(events));
  return sync::put_projections(transaction, student, history);
}

std::string reason_of(const text::Catalogue& words, const std::string& code) {
  if (code == "record_missing") return words.text("The entry carries no record.");
  if (code == "record_newer")
    return words.text("Its record is of a newer version of homevisit: update, and run this again.");
  if (code == "record_of_another")
    return words.text("Its record belongs to another entry; somebody may have copied it.");
  return words.text("Its record cannot be read; somebody may have changed it.");
}

// A rebuild is an event of the system itself: it explains why the chain is young.
Status note_rebuild(const Call& call, const sync::Rebuilt& rebuilt) {
  Context& context = call.context;
  json::Writer event;
  event.begin_object().member("type", "rebuilt_from_sis").member_if("actor", call.actor.staff);
  event.member("events", rebuilt.events()).end_object();
  HV_ASSIGN(const auto transaction, context.journal->begin());
  const auto seq = transaction->append("", journal::Stream::system,
                                       Uuid::make(*context.clock, context.random), event.take());
  if (!seq) return seq.error();
  return transaction->commit();
}

Result<std::string> rebuild_from_sis(const Call& call) {
  Context& context = call.context;
  sync::RebuildOptions options;
  options.refresh = refresh_projections;
  HV_ASSIGN(const sync::Rebuilt rebuilt,
            sync::rebuild_from_sis(*context.journal, *context.adapter, *context.clock,
                                   context.random, call.control, options));
  if (rebuilt.events() > 0) HV_TRY(note_rebuild(call, rebuilt));
  json::Writer w;
  w.begin_object().member("entries", rebuilt.entries).member("events", rebuilt.events());
  w.key("restored").begin_object();
  for (const auto& [kind, count] : rebuilt.restored) w.member(kind, count);
  w.end_object().member("known", rebuilt.known).member("withdrawn", rebuilt.withdrawn);
  w.member("left_out", rebuilt.left_out).key("not_restored").begin_array();
  const std::size_t listed = std::min(rebuilt.not_restored.size(), most_listed);
  for (std::size_t i = 0; i < listed; ++i) {
    const sync::NotRestored& one = rebuilt.not_restored[i];
    w.begin_object().member("marker", one.marker).member("student", one.student);
    w.member("code", one.reason).member("reason", reason_of(call.words, one.reason)).end_object();
  }
  w.end_array().member("not_restored_total",
                       static_cast<std::int64_t>(rebuilt.not_restored.size()));
  w.member("message",
           call.words.text("This is what colleagues could read in the student files. Notes for the "
                           "care team and confidential ones, plans, needs, who was told what, and "
                           "sign-offs are in no student file: they come back from a backup only."));
  return w.end_object().take();
}

struct DifferenceWords {
  const char* name;
  const char* advice;
};

DifferenceWords words_of(sync::Difference difference) {
  switch (difference) {
    case sync::Difference::missing:
      return {"missing", msg("Filed, and no longer in the student's file. Ask who removed it; "
                             "--repair files it again.")};
    case sync::Difference::twice:
      return {"double", msg("In the student's file twice. Remove one of them there.")};
    case sync::Difference::altered:
      return {"altered", msg("In the student's file it says something else than what was filed. "
                             "It is left as it is; ask who changed it, and record an addendum "
                             "where the report is to be corrected.")};
    case sync::Difference::made_void:
      return {"void", msg("Void in the student's file, and not marked as a mistake here. Mark it "
                          "as a mistake here, too, or restore it there.")};
    case sync::Difference::not_void:
      return {"not_void", msg("Marked as a mistake here, and made valid again in the student's "
                              "file. Make it void there.")};
    case sync::Difference::misplaced:
      return {"misplaced", msg("Filed for another student, who had this number or was one file "
                               "with this one for a while. Remove it from this student's file.")};
    case sync::Difference::orphaned:
      break;
  }
  return {"orphaned", msg("In the student's file, and not in this journal: of another journal, or "
                          "of one that was lost. Rebuild from the student files, or restore a "
                          "backup.")};
}

Result<std::string> reconcile(const Call& call) {
  Context& context = call.context;
  sync::ReconcileOptions options;
  options.student = call.student();
  options.repair = call.request["repair"].is_true();
  options.limit = call.request["limit"].integer().value_or(0);
  options.after = call.text("after");
  options.most_found = most_listed;
  if (!context.adapter->writes())
    return Error{HV_UNSUPPORTED, "no_entries",
                 "This system keeps no entries of ours: there is nothing to compare."};
  HV_ASSIGN(const sync::Reconciled done,
            sync::reconcile(*context.journal, *context.adapter, call.control, options));
  json::Writer w;
  w.begin_object().member("students", done.students).member("entries", done.entries);
  w.member("under_way", done.under_way).key("counts").begin_object();
  std::int64_t total = 0;
  for (const auto& [difference, count] : done.counts) {
    w.member(words_of(difference).name, count);
    total += count;
  }
  w.end_object().key("found").begin_array();
  for (const sync::Found& found : done.found) {
    const DifferenceWords said = words_of(found.difference);
    w.begin_object().member("difference", said.name).member("student", found.student);
    w.member("marker", found.marker);
    if (found.queued) w.member("queued", true);
    w.member("advice", found.queued ? call.words.text("It is filed again where it is not there.")
                                    : call.words.text(said.advice));
    w.end_object();
  }
  w.end_array().member("found_total", total);
  return w.member_if("next", done.next).end_object().take();
}

}  // namespace

std::span<const Operation> dossier_operations() {
  static constexpr Operation operations[] = {{"dossier.reconcile", reconcile},
                                             {"journal.rebuild_from_sis", rebuild_from_sis}};
  return operations;
}

}  // namespace homevisit::operations
