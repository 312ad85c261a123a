// May we come? What has to be said before a home visit is confirmed (R29, R41; consent-model.md). A
// visit can be proposed without it, and one that was held can be recorded without it.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/consent.h"
#include "domain/visit.h"

namespace homevisit {

// Whose word can make a home visit welcome on that day, in the order of the file: the guardians of
// that home, and the student ("") from 16. `host` as in Visit::at_guardian.
std::vector<std::string> who_can_agree(const StudentFile& file, const History& history,
                                       const std::string& host, Date day);

// R29, R41: may this home visit be confirmed? One of them has said that it is welcome, in an answer
// that stands on the day of the visit, and has had the notice that the school published; and nobody
// whose no counts there prefers none (rule 5). `pointer`: where the word is missing in the request.
Status check_agreed(const StudentFile& file, const History& history, const Notices& notices,
                    const Visit& visit, Date today, const std::string& pointer);

}  // namespace homevisit
