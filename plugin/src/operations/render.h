// hv_render: gathers what a view shows and hands it to views/.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "operations/operation.h"

namespace homevisit::operations {

// A page that may be held for the next reader too.
using SharedPage = std::shared_ptr<const std::string>;

Result<SharedPage> render(Context& context, std::string_view actor, std::string_view view,
                          std::string_view params, std::string_view language,
                          const CallControl& control);

}  // namespace homevisit::operations
