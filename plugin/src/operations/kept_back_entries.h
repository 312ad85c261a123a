// What would go into the student file and is kept back: it stands in the journal alone, then and
// later. Nothing is sent afterwards that was written while somebody objected.
#pragma once

#include <vector>

#include "domain/event.h"
#include "domain/history.h"
#include "journal/journal.h"

namespace homevisit::operations {

// Takes out of `entries`, which the event makes, what is kept back. `before`: the history without
// the event. True: something was taken out that a reader of the file would have seen.
Result<bool> keep_back_entries(journal::Journal& journal, const StudentFile& file,
                               const History& before, const DossierEvent& event, Date today,
                               std::vector<journal::OutboxItem>& entries);

}  // namespace homevisit::operations
