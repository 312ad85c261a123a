// Redirects: followed on the same origin, by reads only.
#pragma once

#include <memory>
#include <optional>

#include "http/http.h"
#include "http/url.h"

namespace homevisit::http {

// 301, 302, 303, 307 or 308 with a Location.
bool is_redirect(const Response& response);

// The request that follows from the answer to `request`. Failure::redirected where it must not be
// sent: of a write, to another origin, or when `more` is false (too many in a row).
// Rationale: an origin was configured by a person, and credentials are for it alone. A write that
// is redirected may have been taken already (303).
Result<Request> redirected(const Request& request, const Url& url, const Response& response,
                           bool more);

// The absolute address of `reference` as it stands at `base` (RFC 3986, 5.2); nothing where it
// cannot be read.
std::optional<std::string> resolve(const std::string& base, std::string_view reference);

}  // namespace homevisit::http
