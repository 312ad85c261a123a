// Whose file it is that somebody asks for: older ids lead to it too, and an id that the school's
// system has given to another child leads nowhere until a person has decided.
#pragma once

#include <string>

#include "access/permissions.h"
#include "operations/context.h"

namespace homevisit::operations {

// The id that the system uses now of the student whom one of her ids names. An id that is in the
// roster means who is there.
Result<std::string> id_in_use(Context& context, const std::string& student);

// Is the student of the roster whom the file of this id is about? HV_FAILED_PRECONDITION
// (identity_in_doubt) when she seems to be somebody else. Compared with what is shown itself, so
// that no moment lies between a new roster and the closing of a file.
Status check_identity(Context& context, const StudentFile& file);

// The same from a list, where the guardians are looked up only if they must speak for it.
Status check_identity(Context& context, const Student& student);

// With the first that is written about a student it is kept who she is (sync/matching.h).
Status keep_identity(journal::Transaction& transaction, const StudentFile& file);

// What this actor may see of this student (access::view_of), where that is certain to be her.
Result<access::View> view_of(Context& context, const access::Actor& actor,
                             const std::string& student);

}  // namespace homevisit::operations
