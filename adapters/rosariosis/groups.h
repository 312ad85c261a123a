// Groups are course periods. RosarioSIS knows no mentors: the teachers of the courses that the
// configuration names look after the students in them.
#pragma once

#include "enrolled.h"
#include "homevisit/sdk/sink.h"

namespace homevisit::rosariosis {

void list_groups(const Session& session, sdk::Sink& sink);
// Students by `schedule`, teachers by the course period.
void list_enrolments(const Session& session, sdk::Sink& sink);

}  // namespace homevisit::rosariosis
