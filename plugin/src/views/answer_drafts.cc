#include "views/answer_drafts.h"

#include "views/frame.h"
#include "views/labels.h"

namespace homevisit::views {
namespace {

std::string draft_words(const Frame& frame, const StudentFile& file, const AnswerDraftLine& draft) {
  const text::Catalogue& words = *frame.words;
  const Guardian* guardian = find_guardian(file, draft.guardian);
  if (guardian == nullptr && !draft.by_student)
    return words.text("There is a draft of yours of an answer, of {time}.",
                      {{"time", draft.saved_at}});
  return words.text("There is a draft of yours of an answer of {who}, of {time}.",
                    {{"who", guardian != nullptr ? guardian_words(*guardian, words)
                                                 : isolated(file.student.name())},
                     {"time", draft.saved_at}});
}

}  // namespace

void fill_answer_drafts(const Frame& frame, const StudentFile& file,
                        const std::vector<AnswerDraftLine>& drafts, const Block& block) {
  for (const AnswerDraftLine& draft : drafts) {
    std::string link = student_link(frame, file.student.id, "/answers/new");
    if (!draft.guardian.empty()) link += "?guardian=" + url_part(draft.guardian);
    if (draft.by_student) link += "?by_student=1";
    block.add("ANSWER_DRAFT").set("TEXT", draft_words(frame, file, draft)).set("HREF", link);
  }
}

}  // namespace homevisit::views
