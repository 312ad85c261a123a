// Members of staff who work here today, with their function.
#pragma once

#include <string_view>

#include "homevisit/sdk/sink.h"
#include "session.h"

namespace homevisit::edfi {

// All, or one. Returns how many were handed on.
std::uint64_t list_staff(const Session& session, std::string_view person, sdk::Sink& sink);

}  // namespace homevisit::edfi
