// Files that became one. When the SIS gives a student another id, or merges two students, the
// subject of the old id leads on to the subject of the new one. Events stay where they are, sealed
// under their own subject's key: a file is a subject and all that were merged into it, and can be
// parted again. Each line is sealed under the master key, so that nobody without it can lead one
// student's id to another's file.
#pragma once

#include <string>
#include <vector>

#include "journal/journal.h"
#include "journal/subjects.h"

namespace homevisit::journal {

// What `subject_ids.current` says of an id.
enum class IdState {
  former = 0,   // an older id, which still leads to the file
  current = 1,  // the one that the SIS uses now
  held = 2      // the SIS seems to use it for somebody else: nothing is sent until a person decides
};

// Why an entry of a held file is stopped.
inline constexpr char held_code[] = "identity_in_doubt";

// The subject that goes on: `subject` itself, or where its merges lead.
Result<Subject> root_of(Store&, Session&, Subject subject);
// The subject that goes on, first, and all that were merged into it. REQUIRES: a root.
Result<std::vector<Subject>> file_of(Store&, Session&, const Subject& root);
// The ids that lead to the file of this subject; see journal.h.
Result<StudentIds> student_ids(Store&, Session&, std::int64_t subject);

// Inside a writing transaction. The rest of `from`'s file goes along; what waits in the outbox and
// what is being typed is sealed anew for `into`, so that order holds in the whole file.
// HV_FAILED_PRECONDITION where both are one file already.
Status merge_subjects(Store&, Session&, const std::string& from, const std::string& into);
// Takes the line of this id's subject away. What was recorded since stays with the other.
// HV_FAILED_PRECONDITION where it was not merged.
Status part_subjects(Store&, Session&, const std::string& student);

// Makes this id the one that the SIS uses; HV_NOT_FOUND where the journal does not know it.
Status use_id(Store&, Session&, const std::string& student);
// Nothing of the file of this id is sent until use_id(), or until it is merged into another.
Status hold_id(Store&, Session&, const std::string& student);
// The id belongs to somebody else from now on; its file is found by `kept_as`.
Status rename_id(Store&, Session&, const std::string& student, const std::string& kept_as);

}  // namespace homevisit::journal
