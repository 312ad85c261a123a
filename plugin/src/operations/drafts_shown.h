// The reader's own drafts, where they are shown: offered on the panel, opened in a form.
#pragma once

#include <cstdint>
#include <string>

#include "operations/rendering.h"

namespace homevisit::operations {

// Another number whenever a draft is kept, changed or gone; 0: there are none.
Result<std::int64_t> drafts_stamp(const Rendering& r, const std::string& student);

Status show_drafts(const Rendering& r, const StudentFile& file, views::PanelModel& model);

// Whose answer the form is opened for is whose draft fills it; those of others are offered by name
// (R1, R99).
Status open_answer_draft(const Rendering& r, const StudentFile& file, views::FormModel& model);

}  // namespace homevisit::operations
