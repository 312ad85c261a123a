// Which text of the school's notice somebody was given.
#pragma once

#include "operations/write.h"

namespace homevisit::operations {

// The notice that holds on that day, in the language that the request asks for, else in the
// reader's own, else in the school's; without a channel. `guardian`: "" for the student. Refused
// where the school has none for that day, or none in that language for this reader.
Result<NoticeGiven> notice_for(const Call& call, const school::School& school,
                               const StudentFile& file, const std::string& guardian, Date day);

}  // namespace homevisit::operations
