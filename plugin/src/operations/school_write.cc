#include "operations/school_write.h"

#include "domain/school/codec.h"
#include "operations/submission.h"

namespace homevisit::operations {
namespace {

std::string response_of(const Call& call, const Uuid& event, const SchoolDecision& decision) {
  json::Writer w;
  w.begin_object().member("event", event.text());
  w.member("recorded_at", format_moment(event.ms())).member_if("id", decision.id);
  return w.member("message", call.words.text("Saved.")).end_object().take();
}

}  // namespace

Result<std::string> write_school(const Call& call, const DecideSchool& decide) {
  Context& context = call.context;
  if (call.actor.reads_only)
    return Error{HV_PERMISSION_DENIED, "role_may_not", "This role reads, but does not record."};
  HV_ASSIGN(const Submission submission, submission_of(call));

  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(const auto earlier, transaction->find_submission(submission.key));
  if (earlier) return first_answer(*earlier, submission);
  HV_ASSIGN(const SharedSchool before, context.school.read(*transaction));
  HV_ASSIGN(SchoolDecision decision, decide(SchoolFacts{*before, context.today()}));

  const Uuid id = Uuid::make(*context.clock, context.random);
  const std::string response = response_of(call, id, decision);
  std::vector<school::Change> changes{decision.change};
  changes.insert(changes.end(), decision.then.begin(), decision.then.end());
  auto after = std::make_shared<school::School>(*before);
  std::int64_t seq = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool first = i == 0;
    const Uuid own = first ? id : Uuid::make(*context.clock, context.random);
    school::Event event{own.text(), 0, own.ms(), "", "", std::move(changes[i])};
    if (!decision.anonymous) {
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
