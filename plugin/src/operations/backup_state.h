// How it stands with the copies of the journal, for system.status.
#pragma once

#include "json/json.h"
#include "operations/context.h"

namespace homevisit::operations {

// A generation's members, without the braces.
void write_generation(json::Writer&, const backup::Generation&);

// "backup", where one was made; "restored", where this opening brought the journal back.
void write_backup_state(json::Writer&, const Context&);

}  // namespace homevisit::operations
