// Projections as they are stored: sealed, one per student and name.
#pragma once

#include <optional>
#include <string>

#include "journal/journal.h"
#include "journal/subjects.h"

namespace homevisit::journal {

Result<std::optional<Projection>> read_projection(Session&, const Subject&,
                                                  const std::string& name);
// Inside a writing transaction.
Status write_projection(Store&, Session&, const Subject&, const std::string& name,
                        const Projection&);

}  // namespace homevisit::journal
