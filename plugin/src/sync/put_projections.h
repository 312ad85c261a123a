// Keeps what a student's history gives (domain/projections.h), in the transaction that changed it.
#pragma once

#include <string>
#include <utility>

#include "domain/projections.h"
#include "journal/journal.h"

namespace homevisit::sync {

inline Status put_projections(journal::Transaction& transaction, const std::string& student,
                              const History& history) {
  for (const StudentProjection& projection : student_projections) {
    const std::string name(projection.name);
    std::string body = projection.make(history);
    HV_TRY(body.empty()
               ? transaction.remove_projection(student, name)
               : transaction.put_projection(student, name, {history.last_seq, std::move(body)}));
  }
  return ok();
}

}  // namespace homevisit::sync
