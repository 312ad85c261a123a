// What only this adapter knows to look at: the service's functions, what its user may see, where
// notes go, who sees the profile field.
#pragma once

#include "homevisit/sdk/adapter.h"
#include "service.h"

namespace homevisit::moodle {

void look_at(const Service& service, sdk::Findings& findings);

}  // namespace homevisit::moodle
