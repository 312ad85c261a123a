#pragma once

#include "homevisit/sdk/adapter.h"
#include "session.h"

namespace homevisit::rosariosis {

// What only this adapter knows to look at. Writes nothing.
void look_at(const Session& session, sdk::Findings& findings);

}  // namespace homevisit::rosariosis
