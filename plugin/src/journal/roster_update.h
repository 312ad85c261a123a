// Replacing or changing the roster in one transaction.
#pragma once

#include <memory>

#include "journal/roster_store.h"
#include "journal/session_pool.h"

namespace homevisit::journal {

Result<std::unique_ptr<RosterUpdate>> begin_roster_update(SessionPool& pool, bool whole);

}  // namespace homevisit::journal
