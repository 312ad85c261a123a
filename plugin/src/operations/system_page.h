// The page for the school's IT (render_system.cc).
#pragma once

#include "operations/rendering.h"

namespace homevisit::operations {

Result<SharedPage> system_page(Rendering& r);

}  // namespace homevisit::operations
