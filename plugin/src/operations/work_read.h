// The work of a whole school (domain/work_done.h), from what is kept of each student.
#pragma once

#include "base/cancel.h"
#include "domain/work_done.h"
#include "operations/context.h"

namespace homevisit::operations {

Result<WorkDone> read_work(Context& context, const CallControl& control);

}  // namespace homevisit::operations
