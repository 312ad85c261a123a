// When what was said about a purpose counts: a permission where the ground is consent, otherwise
// that somebody was informed, or objected. Never mixed with the agreement to a visit.
#pragma once

#include <string>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"
#include "domain/roster.h"

namespace homevisit {

// The ground on which schools usually go: their public task, except where only the family can say.
LegalGround usual_ground(DataPurpose purpose);
// A school may have another ground in mind, but not for what nobody has to take part in.
bool may_have_ground(DataPurpose purpose, LegalGround ground);
// On the ground of consent something is asked and given, or kept back; on another it is told, and
// somebody may object.
bool fits_ground(PermissionStatus status, LegalGround ground);

// What a guardian ("": the student) said last, by `day`, about a purpose; null where they said
// nothing or it has run out. `scope`: of media and agencies what it is about, of guardian_access
// the guardian; what was said is said of that scope alone.
const PermissionRecorded* standing_permission(const History& history, const std::string& guardian,
                                              DataPurpose purpose, const std::string& scope,
                                              Date day);

// Whether somebody whose word counts keeps it back on that day: of those with custody one is
// enough, from 16 it is the student alone.
bool is_kept_back(const StudentFile& file, const History& history, DataPurpose purpose,
                  const std::string& scope, Date day);

// Does this answer keep a purpose back?
bool keeps_back(PermissionStatus status);

// Whether the school may, on that day: somebody who may give permission gave it, where permission
// is the ground, and none of them keeps it back. An objection keeps it back until they say
// otherwise (AVG art. 21).
bool may_process(const StudentFile& file, const History& history, DataPurpose purpose,
                 const std::string& scope, Date day);

// `media_allowed`: by the programme of the school year (R79).
Status check_permission(const StudentFile& file, const PermissionRecorded& permission,
                        bool media_allowed, Date today);

}  // namespace homevisit
