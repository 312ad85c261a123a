#include "operations/school_write.h"

#include "domain/school/codec.h"
#include "operations/submission.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

std::string response_of(const Call& call, const Uuid& event, const SchoolDecision& decision,
                        Authorship authorship) {
  json::Writer w;
  w.begin_object();
  if (authorship == Authorship::named) w.member("event", event.text());
  w.member("recorded_at", format_moment(event.ms())).member_if("id", decision.id);
  w.member("message", call.words.text("Saved."));
  write_warnings(w, call, decision.warnings);
  return w.end_object().take();
}

// Mixed with the submission's id, which its sender chose and which is kept nowhere: with a list of
// codes, say, nobody can try which of them an answer was given with.
Status forget_content(const Call& call, Submission& submission) {
  HV_ASSIGN(const crypto::Digest digest,
            crypto::sha256({as_bytes("homevisit anonymous submission 1\n"),
                            as_bytes(call.request["submission"].text()), as_bytes("\n"),
                            as_bytes(submission.content)}));
  submission.content = to_hex(digest);
  return ok();
}

}  // namespace

Result<SharedSchool> add_to_school(const Call& call, journal::Transaction& transaction,
                                   school::Change change) {
  HV_ASSIGN(const SharedSchool before, call.context.school.read(transaction));
  const Uuid id = Uuid::make(*call.context.clock, call.context.random);
  school::Event event{id.text(),        0, id.ms(), call.actor.staff, call.actor_name(),
                      std::move(change)};
  HV_ASSIGN(event.seq, transaction.append("", journal::Stream::school, id,
                                          school::write_event(event, ""), ByteView()));
  auto after = std::make_shared<school::School>(*before);
  school::apply(*after, event);
  HV_TRY(transaction.put_projection("", school_name, {event.seq, "{}"}));
  return SharedSchool(std::move(after));
}

Result<std::string> write_school(const Call& call, const DecideSchool& decide,
                                 Authorship authorship) {
  Context& context = call.context;
  if (call.actor.reads_only) return may_only_read();
  HV_ASSIGN(Submission submission, submission_of(call));
  if (authorship == Authorship::nobody) HV_TRY(forget_content(call, submission));

  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(const auto earlier, transaction->find_submission(submission.key));
  if (earlier) return first_answer(*earlier, submission);
  HV_ASSIGN(const SharedSchool before, context.school.read(*transaction));
  HV_ASSIGN(SchoolDecision decision, decide(SchoolFacts{*before, context.today(), *transaction}));

  const std::int64_t moment = authorship == Authorship::nobody
                                  ? context.zone.moment_at(context.today(), 0)
                                  : context.clock->now_ms();
  const Uuid id = Uuid::at(moment, context.random);
  const std::string response = response_of(call, id, decision, authorship);
  std::vector<school::Change> changes{decision.change};
  changes.insert(changes.end(), decision.then.begin(), decision.then.end());
  auto after = std::make_shared<school::School>(*before);
  std::int64_t seq = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool first = i == 0;
    const Uuid own = first ? id : Uuid::at(moment, context.random);
    school::Event event{own.text(), 0, own.ms(), "", "", std::move(changes[i])};
    if (authorship == Authorship::named) {
      event.actor = call.actor.staff;
      event.actor_name = call.actor_name();
    }
    HV_ASSIGN(seq,
              transaction->append(
                  "", journal::Stream::school, own,
                  school::write_event(event, first ? request_member(submission, response) : ""),
                  first ? ByteView(submission.key) : ByteView()));
    event.seq = seq;
    school::apply(*after, event);
  }
  HV_TRY(transaction->put_projection("", school_name, {seq, "{}"}));
  HV_TRY(call.control.check());
  HV_TRY(transaction->commit());
  context.school.keep(std::move(after));  // only now: it is on the disk
  return response;
}

}  // namespace homevisit::operations
