// Pages beside those of a family's answers, each in a file of its own; consent_views() has the
// table.
#pragma once

#include "operations/rendering.h"

namespace homevisit::operations {

// R31, R83: what waits for an answer of the school.
Result<SharedPage> questions_page(Rendering& r);
// Who looked at a student's file; the care co-ordinator's, as the operation is.
Result<SharedPage> looks_page(Rendering& r);

}  // namespace homevisit::operations
