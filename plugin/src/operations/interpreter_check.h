// R45, beyond the family: no pupil of the school interprets for another.
#pragma once

#include "domain/roster.h"
#include "domain/visit.h"
#include "operations/operation.h"

namespace homevisit::operations {

// Refuses a pupil who is named by number. A name is another matter: an adult may bear that of a
// pupil, so that it is asked once whether it is somebody else (Interpreter::adult). The family's
// own children are domain/rules.h's, and no such word helps there.
//
// Only pupils whom the actor may see are looked at, so that nobody learns by typing names who goes
// to this school: another pupil's name is taken as it is.
Status check_interpreter_of_school(const Call& call, const StudentFile& file,
                                   const Interpreter& interpreter);

}  // namespace homevisit::operations
