#pragma once

#include "enrolled.h"
#include "homevisit/sdk/sink.h"

namespace homevisit::rosariosis {

// The people whom RosarioSIS names as contacts of students who are enrolled now.
void list_guardians(const Session& session, sdk::Sink& sink);
// Whose they are, in which relation, and what is said of custody and home.
void list_cares(const Session& session, sdk::Sink& sink);

}  // namespace homevisit::rosariosis
