// What who visits should know: which notice about home visits, with what happens to what is written
// down, each of the family had by then (R7).
#pragma once

#include <vector>

#include "views/sheet.h"

namespace homevisit::views {

// One for each guardian whom the school tells things, all alike, "not yet" among them; and the
// student where she was given the notice herself.
std::vector<Fact> notice_told(const Frame& frame, const StudentFile& file, const History& history,
                              Date day);

// To the texts that were given, each once. None in a student's file within another system, which
// has no pages of the school.
std::vector<Link> notice_links(const Frame& frame, const std::vector<Noted<NoticeGiven>>& given);

}  // namespace homevisit::views
