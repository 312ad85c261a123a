// A record as an adapter hands it over, into the roster.
#pragma once

#include "homevisit/adapter.h"
#include "journal/roster_store.h"

namespace homevisit::sync {

// `whole`: its kind is being read as a whole. A membership whose days cannot be read is then left
// out, and among changes taken away: the days that it had before are no more true either.
Status apply(journal::RosterUpdate& update, const hv_record& record, bool whole);

}  // namespace homevisit::sync
