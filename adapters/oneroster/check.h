// What an administrator of the system should know: which lists may be read, and what they lack.
#pragma once

#include "homevisit/sdk/adapter.h"
#include "server.h"

namespace homevisit::oneroster {

// Reads one page of each list. Writes nothing. Throws where the service is not reached or does not
// accept the credentials at all.
void look_at(Server& server, sdk::Findings& findings);

}  // namespace homevisit::oneroster
