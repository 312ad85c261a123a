// Keeps what a student's history gives (domain/projections.h), in the transaction that changed it.
#pragma once

#include <string>

#include "domain/projections.h"
#include "journal/journal.h"

namespace homevisit::sync {

inline Status put_projections(journal::Transaction& transaction, const std::string& student,
                              const History& history) {
  for (const StudentProjection& projection : student_projections)
    HV_TRY(transaction.put_projection(student, std::string(projection.name),
                                      {history.last_seq, projection.make(history)}));
  return ok();
}

}  // namespace homevisit::sync
