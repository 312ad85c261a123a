// The drafts of a notice with what this school's programme says filled in.
#pragma once

#include <string>
#include <vector>

#include "domain/school/school.h"
#include "operations/context.h"
#include "text/notice_drafts.h"

namespace homevisit::operations {

// For parents and for pupils in this language, "" the school's; none where there is no draft.
std::vector<school::NoticeText> notice_drafts(Context& context, const school::School& school,
                                              const std::string& language);

}  // namespace homevisit::operations
