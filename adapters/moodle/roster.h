// The roster: students, staff, courses as groups, and who is in them.
#pragma once

#include "homevisit/sdk/adapter.h"
#include "service.h"

namespace homevisit::moodle {

// Of guardians Moodle knows nothing that its web service tells.
void list_roster(const Service& service, hv_kind kind, sdk::Sink& sink);

}  // namespace homevisit::moodle
