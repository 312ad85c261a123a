// Drafts of answers. Each person's answer has one of its own, so that what was typed of one
// guardian never opens as the answer of another (R1, R99).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "domain/roster.h"
#include "operations/form_fields.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct AnswerDraft {
  std::string form;  // that the journal keeps it under
  std::string guardian;
  bool by_student = false;  // neither: nobody was chosen yet
  std::int64_t saved_at = 0;
  FormFields fields;

  std::string submission() const;
  bool is_of(const std::string& whose, bool student) const {
    return guardian == whose && by_student == student;
  }
};

// Those of one who types, about one student; the latest first.
Result<std::vector<AnswerDraft>> answer_drafts(Context& context, const std::string& owner,
                                               const std::string& student, const StudentFile& file);

// Keeps what is typed as the draft of whose answer it is; it is no longer a draft of who was
// chosen before in the same form.
Status keep_answer_draft(const Call& call, const StudentFile& file);

// The drafts that an answer is the end of: of the same person, or typed in the same form.
Result<std::vector<std::string>> drafts_done_with(const Call& call, const StudentFile& file);

}  // namespace homevisit::operations
