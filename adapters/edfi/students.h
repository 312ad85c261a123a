// Students, from `students` joined with what else the server tells of them.
#pragma once

#include <string_view>

#include "homevisit/sdk/sink.h"
#include "schools.h"
#include "session.h"

namespace homevisit::edfi {

// All students who are enrolled, or one of them (`student`) if so. Leaves in `enrolled` who is.
// Returns how many were handed on.
std::uint64_t list_students(const Session& session, const Schools& schools,
                            std::string_view student, Enrolled& enrolled, sdk::Sink& sink);

}  // namespace homevisit::edfi
