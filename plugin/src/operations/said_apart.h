// Consent is each one's own, never the family's.
#pragma once

#include <string>

#include "operations/rendering.h"

namespace homevisit::operations {

// Where those whose answers count said different things today: each with what they said. "" where
// they did not, and of another day.
Result<std::string> said_apart(const Rendering& r, const std::string& student, Date day);

}  // namespace homevisit::operations
