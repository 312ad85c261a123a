// The outbox's rows, for transactions and for the open journal.
#pragma once

#include <vector>

#include "journal/journal.h"
#include "journal/subjects.h"

namespace homevisit::journal {

// Inside a writing transaction.
Status enqueue(Store&, Session&, const Subject&, const OutboxItem&);
Status decide(Session&, std::int64_t item, Decision);
Status note_filed(Store&, Session&, const Subject&, const OutboxItem&, const Filing&);

}  // namespace homevisit::journal
