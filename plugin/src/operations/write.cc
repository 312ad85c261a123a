#include "operations/write.h"

#include <algorithm>
#include <iterator>

#include "access/limit.h"
#include "domain/codec.h"
#include "operations/answer_drafts.h"
#include "operations/gate.h"
#include "operations/kept_back_entries.h"
#include "operations/school_write.h"
#include "operations/submission.h"
#include "operations/trouble_words.h"
#include "operations/visitor.h"
#include "sync/entry.h"
#include "sync/put_projections.h"

namespace homevisit::operations {
namespace {

std::string response_of(const Call& call, const DossierEvent& event, const Decision& decision,
                        bool files, const std::string& delay) {
  json::Writer w;
  w.begin_object()
      .member("event", event.id)
      .member("recorded_at", format_moment(event.recorded_at));
  w.member_if("visit", decision.visit).member_if("answer", decision.answer);
  w.member_if("id", decision.id);
  w.member("filed", files ? "waiting" : "none");
  w.member("message",
           !files ? call.words.text("Saved.")
           : delay.empty()
               ? call.words.text("Saved. It will stand in the student's file within a few minutes.")
               : delay);
  write_warnings(w, call, decision.warnings);
  return w.end_object().take();
}

// The history inside the transaction: what is held when nothing was added since, else read.
Result<SharedHistory> history_in(const Call& call, journal::Transaction& transaction,
                                 const std::string& student) {
  HV_ASSIGN(const std::int64_t head, transaction.head(student));
  if (SharedHistory held = call.context.histories.folded(student, head)) return held;
  HV_ASSIGN(const auto events, transaction.events(student, journal::Stream::dossier));
  HV_ASSIGN(History history, fold_events(events));
  return std::make_shared<const History>(std::move(history));
}

Warning key_points_kept_back() {
  return {"key_points_kept_back", "",
          "There is, or was, an objection to key points in the student's file. This is kept here, "
          "and is not sent to that file, later neither."};
}

struct WrittenElsewhere {
  std::string student;
  std::shared_ptr<const History> history;
};

// The event stands in the other file as one of that file's own.
Result<WrittenElsewhere> write_elsewhere(const Call& call, journal::Transaction& transaction,
                                         const Elsewhere& elsewhere) {
  Context& context = call.context;
  const std::string& student = elsewhere.student;
  HV_ASSIGN(const SharedHistory before, history_in(call, transaction, student));
  const Uuid id = Uuid::make(*context.clock, context.random);
  DossierEvent event{id.text(), 0, id.ms(), call.actor.staff, call.actor_name(), elsewhere.change};
  HV_ASSIGN(event.seq,
            transaction.append(student, journal::Stream::dossier, id, write_event(event, "")));
  auto after = std::make_shared<History>(*before);
  apply(*after, event);
  HV_TRY(sync::put_projections(transaction, student, *after));
  if (before->last_seq == 0) {
    HV_ASSIGN(const SharedFile file, context.files.read(*context.roster, student, context.today()));
    HV_TRY(keep_identity(transaction, *file));
  }
  return WrittenElsewhere{student, std::move(after)};
}

}  // namespace

void write_warnings(json::Writer& w, const Call& call, const std::vector<Warning>& warnings) {
  if (warnings.empty()) return;
  w.key("warnings").begin_array();
  for (const Warning& warning : warnings) {
    w.begin_object().member("code", warning.code).member_if("pointer", warning.pointer);
    w.member("message", call.words.error(warning.code, warning.message)).end_object();
  }
  w.end_array();
}

std::string new_id(const Context& context) {
  return Uuid::make(*context.clock, context.random).text();
}

Status check_staff(const Call& call, const std::string& id, const std::string& pointer) {
  const auto staff = call.context.roster->staff(id);
  if (staff) return ok();
  if (staff.error().status != HV_NOT_FOUND) return staff.error();
  return Error{HV_INVALID_ARGUMENT, "unknown_staff", "The roster has no such member of staff.",
               pointer};
}

Result<std::string> write_change(const Call& call, const Decide& decide) {
  Context& context = call.context;
  HV_ASSIGN(const access::View view,
            access::view_of(*context.roster, call.actor, call.student(), context.today()));
  return write_change_as(call, view, decide);
}

Result<std::string> write_change_as(const Call& call, const access::View& view,
                                    const Decide& decide) {
  Context& context = call.context;
  const std::string student = call.student();
  const Date today = context.today();
  if (!view.may_record) return may_only_read();
  HV_ASSIGN(const SharedFile shared_file, context.files.read(*context.roster, student, today));
  const StudentFile& file = *shared_file;
  HV_TRY(check_identity(context, file));
  HV_ASSIGN(const Submission submission, submission_of(call));
  const bool writes = context.adapter->writes();

  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(const auto earlier, transaction->find_submission(submission.key));
  if (earlier) return first_answer(*earlier, submission);
  HV_ASSIGN(const SharedHistory before, history_in(call, *transaction, student));

  const Uuid id = Uuid::make(*context.clock, context.random);
  HV_ASSIGN(Decision decision, decide(Facts{file, *before, view, today, id.text()}));
  HV_TRY(access::check_tiers(decision.change, view.may_write));

  // One event for each change; the first answers for the submission.
  HV_ASSIGN(std::int64_t seq, transaction->next_seq());
  std::vector<Uuid> ids{id};
  std::vector<DossierEvent> made;
  made.push_back({id.text(), seq, id.ms(), call.actor.staff, call.actor_name(), decision.change});
  for (const Change& change : decision.then) {
    HV_TRY(access::check_tiers(change, view.may_write));
    ids.push_back(Uuid::make(*context.clock, context.random));
    made.push_back({ids.back().text(), ++seq, ids.back().ms(), call.actor.staff,
                    made.front().actor_name, change});
  }
  const auto after = std::make_shared<History>(*before);
  std::vector<journal::OutboxItem> entries;
  for (const DossierEvent& event : made) {
    apply(*after, event);
    if (!writes) continue;
    sync::EntryContext entry_context{
        file,
        *after,
        context.school_words(),
        [&](const std::string& staff) { return context.staff_name(staff); },
        {}};
    if (sync::builds_on_earlier(event.change)) {
      HV_ASSIGN(const auto stored, transaction->events(student, journal::Stream::dossier));
      HV_ASSIGN(entry_context.earlier, read_events(stored));
    }
    auto more = sync::entries_for(event, entry_context);
    HV_ASSIGN(const bool kept,
              keep_back_entries(*context.journal, file, *before, event, today, more));
    if (kept) decision.warnings.push_back(key_points_kept_back());
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  HV_ASSIGN(const auto system, context.journal->system_state());
  const std::string response =
      response_of(call, made.front(), decision, !entries.empty(),
                  delay_words(call.words, context.zone, system, context.clock->now_ms()).saved);

  for (std::size_t i = 0; i < made.size(); ++i) {
    const bool first = i == 0;
    const auto appended =
        transaction->append(student, journal::Stream::dossier, ids[i],
                            write_event(made[i], first ? request_member(submission, response) : ""),
                            first ? ByteView(submission.key) : ByteView());
    if (!appended) return appended.error();
  }
  std::vector<WrittenElsewhere> others;
  for (const Elsewhere& elsewhere : decision.elsewhere) {
    HV_ASSIGN(WrittenElsewhere other, write_elsewhere(call, *transaction, elsewhere));
    others.push_back(std::move(other));
  }
  SharedSchool school;
  if (decision.of_school) {
    HV_ASSIGN(school, add_to_school(call, *transaction, *std::move(decision.of_school)));
  }
  for (const journal::OutboxItem& entry : entries) HV_TRY(transaction->enqueue(entry));
  HV_TRY(sync::put_projections(*transaction, student, *after));
  if (before->last_seq == 0) HV_TRY(keep_identity(*transaction, file));
  if (decision.draft == "answer") {
    HV_ASSIGN(const auto done, drafts_done_with(call, file));
    for (const std::string& form : done)
      HV_TRY(transaction->remove_draft(call.actor.staff, student, form));
  } else if (!decision.draft.empty()) {
    HV_TRY(transaction->remove_draft(call.actor.staff, student, decision.draft));
  }
  HV_TRY(call.control.check());
  HV_TRY(transaction->commit());
  context.histories.keep(student, after);  // only now: it is on the disk
  if (school != nullptr) context.school.keep(std::move(school));
  for (WrittenElsewhere& other : others)
    context.histories.keep(other.student, std::move(other.history));
  return response;
}

Result<bool> projection_matches(Context& context, const std::string& student,
                                const std::string& name, const journal::Projection& stored) {
  const auto kept =
      std::find_if(student_projections.begin(), student_projections.end(),
                   [&](const StudentProjection& projection) { return projection.name == name; });
  if (kept == student_projections.end()) return true;
  HV_ASSIGN(const auto events, context.journal->events(student, journal::Stream::dossier));
  HV_ASSIGN(const History history, fold_events(events));
  if (stored.upto_seq == history.last_seq && stored.body == kept->make(history)) return true;
  // Somebody may have written between the two reads: then look at what stands there now.
  HV_ASSIGN(const auto now, context.journal->projection(student, name));
  if (!now || now->upto_seq == stored.upto_seq) return false;
  return projection_matches(context, student, name, *now);
}

}  // namespace homevisit::operations
