// Home groups and their mentors: sections that are somebody's home room, or cohorts.
#pragma once

#include "homevisit/sdk/sink.h"
#include "schools.h"
#include "session.h"

namespace homevisit::edfi {

void list_groups(const Session& session, sdk::Sink& sink);

// Students and staff of the groups that list_groups names.
void list_enrolments(const Session& session, const Enrolled& enrolled, sdk::Sink& sink);

}  // namespace homevisit::edfi
