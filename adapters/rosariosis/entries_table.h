#pragma once

#include "session.h"

namespace homevisit::rosariosis {

// Makes the table homevisit_entries through the API. Throws Failure where that is not allowed.
void make_entries_table(const Session& session);

}  // namespace homevisit::rosariosis
