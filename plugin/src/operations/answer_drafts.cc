#include "operations/answer_drafts.h"

#include <algorithm>

#include "operations/context.h"

namespace homevisit::operations {
namespace {

constexpr char of_nobody_yet[] = "answer";
constexpr char of_the_student[] = "answer by student";

std::string form_of_guardian(const std::string& guardian) { return "answer of " + guardian; }

std::string value_of(const FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return "";
}

bool is_guardian(const StudentFile& file, const std::string& id) {
  return std::any_of(file.guardians.begin(), file.guardians.end(),
                     [&](const Guardian& guardian) { return guardian.id == id; });
}

void read_whose(const StudentFile& file, AnswerDraft& draft) {
  draft.by_student = value_of(draft.fields, "/by_student") == "true";
  const std::string guardian = value_of(draft.fields, "/guardian");
  if (!draft.by_student && is_guardian(file, guardian)) draft.guardian = guardian;
}

std::string form_of(const AnswerDraft& draft) {
  if (draft.by_student) return of_the_student;
  return draft.guardian.empty() ? of_nobody_yet : form_of_guardian(draft.guardian);
}

}  // namespace

std::string AnswerDraft::submission() const { return value_of(fields, "/submission"); }

Result<std::vector<AnswerDraft>> answer_drafts(Context& context, const std::string& owner,
                                               const std::string& student,
                                               const StudentFile& file) {
  std::vector<std::string> forms{of_nobody_yet, of_the_student};
  for (const Guardian& guardian : file.guardians) forms.push_back(form_of_guardian(guardian.id));
  std::vector<AnswerDraft> drafts;
  for (std::string& form : forms) {
    HV_ASSIGN(const auto kept, context.journal->draft(owner, student, form));
    if (!kept) continue;
    const auto body = json::Document::parse(kept->body);
    if (!body) continue;
    AnswerDraft draft;
    draft.form = std::move(form);
    draft.saved_at = kept->saved_at;
    draft.fields = read_fields(body->root());
    read_whose(file, draft);
    drafts.push_back(std::move(draft));
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](const AnswerDraft& a, const AnswerDraft& b) {
    return a.saved_at > b.saved_at;
  });
  return drafts;
}

Status keep_answer_draft(const Call& call, const StudentFile& file) {
  journal::Journal& journal = *call.context.journal;
  AnswerDraft typed;
  typed.fields = read_fields(call.request["fields"]);
  read_whose(file, typed);
  const std::string form = form_of(typed);
  HV_TRY(journal.put_draft(call.actor.staff, call.student(), form, call.request["fields"].dump()));
  const std::string submission = typed.submission();
  if (submission.empty()) return ok();
  HV_ASSIGN(const auto drafts, answer_drafts(call.context, call.actor.staff, call.student(), file));
  for (const AnswerDraft& draft : drafts)
    if (draft.form != form && draft.submission() == submission)
      HV_TRY(journal.remove_draft(call.actor.staff, call.student(), draft.form));
  return ok();
}

Result<std::vector<std::string>> drafts_done_with(const Call& call, const StudentFile& file) {
  HV_ASSIGN(const auto drafts, answer_drafts(call.context, call.actor.staff, call.student(), file));
  std::vector<std::string> done;
  for (const AnswerDraft& draft : drafts)
    if (draft.is_of(call.text("guardian"), call.request["by_student"].is_true()) ||
        draft.submission() == call.text("submission"))
      done.push_back(draft.form);
  return done;
}

}  // namespace homevisit::operations
