#include "operations/drafts_shown.h"

#include "domain/rules.h"
#include "operations/answer_drafts.h"

namespace homevisit::operations {
namespace {

views::AnswerDraftLine draft_line(const Rendering& r, const AnswerDraft& draft) {
  return {draft.guardian, draft.by_student, r.context.zone.time_at(draft.saved_at)};
}

}  // namespace

Result<std::int64_t> drafts_stamp(const Rendering& r, const std::string& student) {
  Context& context = r.context;
  std::int64_t stamp = 0;
  HV_ASSIGN(const auto visit, context.journal->draft(r.actor.staff, student, "visit"));
  if (visit) stamp = visit->saved_at;
  HV_ASSIGN(const SharedFile file, context.files.read(*context.roster, student, r.frame.today));
  HV_ASSIGN(const auto answers, answer_drafts(context, r.actor.staff, student, *file));
  for (const AnswerDraft& answer : answers) stamp += answer.saved_at;
  return stamp;
}

Status show_drafts(const Rendering& r, const StudentFile& file, views::PanelModel& model) {
  if (!model.may_record) return ok();
  HV_ASSIGN(const auto visit, r.context.journal->draft(r.actor.staff, r.student, "visit"));
  model.has_draft = visit.has_value();
  HV_ASSIGN(const auto answers, answer_drafts(r.context, r.actor.staff, r.student, file));
  for (const AnswerDraft& answer : answers) model.answer_drafts.push_back(draft_line(r, answer));
  return ok();
}

Status open_answer_draft(const Rendering& r, const StudentFile& file, views::FormModel& model) {
  // With one guardian, and nobody else to answer, there is nothing to choose.
  if (model.guardian.empty() && !model.by_student && file.guardians.size() == 1 &&
      !answers_for_herself(file.student, r.frame.today))
    model.guardian = file.guardians.front().id;
  if (!model.state.fields.empty()) return ok();
  HV_ASSIGN(const auto drafts, answer_drafts(r.context, r.actor.staff, r.student, file));
  for (const AnswerDraft& draft : drafts) {
    if (!draft.is_of(model.guardian, model.by_student) || model.state.draft_saved_at) {
      model.answer_drafts.push_back(draft_line(r, draft));
      continue;
    }
    model.state.fields = draft.fields;
    model.state.draft_saved_at = r.context.zone.time_at(draft.saved_at);
    if (r.text("submission").empty() && !draft.submission().empty())
      model.state.submission = draft.submission();
  }
  return ok();
}

}  // namespace homevisit::operations
