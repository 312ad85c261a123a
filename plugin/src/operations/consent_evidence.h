// What is kept beside what somebody said (consent-model.md, "Evidence on every answer").
#pragma once

#include <string>

#include "domain/history.h"
#include "domain/school/school.h"
#include "operations/write.h"

namespace homevisit::operations {

// The notice that a guardian ("": the student) had by `day`; without an id where they had none.
NoticeReference notice_had(const History& history, const std::string& guardian, Date day);

// "2026-2027/2": the school year, and which of its decisions held. "": there was none.
std::string programme_version(const school::School& school, Date day);

// Custody as the roster has it; "" for the student.
std::string authority_of(const StudentFile& file, const std::string& guardian);

// Whose word a request holds: "guardian", or "by_student". Refused where it says neither or both,
// or where the roster does not know the guardian.
Result<std::string> whose_word(const Call& call, const StudentFile& file);

// Whether the school may tell this guardian ("": the student) anything on that day: not where the
// roster says that they are not to be informed, nor from 18 without the student's permission.
Status may_be_told(const Facts& facts, const std::string& guardian, Date day);

// A date that is not given is today; one that is given lies not in the future.
Result<Date> past_date(const Call& call, Date today);

}  // namespace homevisit::operations
