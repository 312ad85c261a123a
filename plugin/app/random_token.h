// Unguessable texts: session tokens, sign-in links, submissions.
#pragma once

#include <string>

namespace homevisit::app {

// 256 bits from the system's generator, as 43 characters that are safe in URLs and cookies. Empty
// when the system gives none, which callers must treat as a failure.
std::string random_token();

}  // namespace homevisit::app
