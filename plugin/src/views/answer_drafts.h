// Drafts of answers, each offered by whose answer it is (R99).
#pragma once

#include <vector>

#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

// Fills {{#ANSWER_DRAFT}} of a template, a line for each.
void fill_answer_drafts(const Frame& frame, const StudentFile& file,
                        const std::vector<AnswerDraftLine>& drafts, const Block& block);

}  // namespace homevisit::views
