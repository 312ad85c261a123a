// What an administrator of the Ed-Fi server has to know before homevisit is used.
#pragma once

#include "homevisit/sdk/adapter.h"
#include "session.h"

namespace homevisit::edfi {

// Reads one row of each resource and writes nothing.
void check(const sdk::Call& call, const Config& config, sdk::Findings& findings);

}  // namespace homevisit::edfi
