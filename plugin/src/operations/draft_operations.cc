#include "operations/answer_drafts.h"
#include "operations/form_fields.h"
#include "operations/gate.h"
#include "operations/operation.h"
#include "sync/identity.h"

namespace homevisit::operations {
namespace {

// Who may keep a draft: who may record. The draft belongs to who is typing.
Status check_may_type(const Call& call) {
  HV_ASSIGN(const auto view, view_of(call.context, call.actor, call.student()));
  if (view.may_record) return ok();
  return may_only_read();
}

bool of_answer(const Call& call) { return call.text("form") == "answer"; }

Result<SharedFile> file_of(const Call& call) {
  Context& context = call.context;
  return context.files.read(*context.roster, call.student(), context.today());
}

// A draft alone may be all that there is of a student: whose it is must be known as well.
Status keep_whose(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const auto known, context.journal->projection(call.student(), sync::identity_name));
  if (known) return ok();
  HV_ASSIGN(const SharedFile file, file_of(call));
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_TRY(keep_identity(*transaction, *file));
  return transaction->commit();
}

Result<std::string> save(const Call& call) {
  HV_TRY(check_may_type(call));
  if (of_answer(call)) {
    HV_ASSIGN(const SharedFile file, file_of(call));
    HV_TRY(keep_answer_draft(call, *file));
  } else {
    HV_TRY(call.context.journal->put_draft(call.actor.staff, call.student(), call.text("form"),
                                           call.request["fields"].dump()));
  }
  HV_TRY(keep_whose(call));
  json::Writer w;
  return w.begin_object()
      .member("saved_at", format_moment(call.context.clock->now_ms()))
      .end_object()
      .take();
}

Result<std::string> read(const Call& call) {
  HV_TRY(check_may_type(call));
  json::Writer w;
  w.begin_object();
  if (of_answer(call)) {
    HV_ASSIGN(const SharedFile file, file_of(call));
    HV_ASSIGN(const auto drafts,
              answer_drafts(call.context, call.actor.staff, call.student(), *file));
    if (!drafts.empty()) {
      w.member("saved_at", format_moment(drafts.front().saved_at)).key("fields");
      write_fields(w, drafts.front().fields);
    }
    return w.end_object().take();
  }
  HV_ASSIGN(const auto draft,
            call.context.journal->draft(call.actor.staff, call.student(), call.text("form")));
  if (draft) w.member("saved_at", format_moment(draft->saved_at)).key("fields").raw(draft->body);
  return w.end_object().take();
}

Result<std::string> discard(const Call& call) {
  HV_TRY(check_may_type(call));
  std::vector<std::string> forms{call.text("form")};
  if (of_answer(call)) {
    HV_ASSIGN(const SharedFile file, file_of(call));
    HV_ASSIGN(const auto drafts,
              answer_drafts(call.context, call.actor.staff, call.student(), *file));
    for (const AnswerDraft& draft : drafts) forms.push_back(draft.form);
  }
  for (const std::string& form : forms)
    HV_TRY(call.context.journal->remove_draft(call.actor.staff, call.student(), form));
  json::Writer w;
  return w.begin_object().member("discarded", true).end_object().take();
}

Result<std::string> decode(const Call& call) {
  HV_ASSIGN(const Decoded decoded, request_of(call.context.schemas, call.text("operation"),
                                              read_fields(call.request["fields"])));
  json::Writer w;
  w.begin_object().key("request").raw(decoded.request).key("moved").begin_array();
  for (const auto& [to, from] : decoded.moved) w.begin_array().string(to).string(from).end_array();
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> draft_operations() {
  static constexpr Operation operations[] = {{"draft.save", save},
                                             {"draft.read", read},
                                             {"draft.discard", discard},
                                             {"form.decode", decode}};
  return operations;
}

}  // namespace homevisit::operations
