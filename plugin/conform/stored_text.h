// What systems do to texts on their way into the database.
#pragma once

#include "json.h"

namespace homevisit::conform {

// Changes every text in the body as the names say: "strip_tags" (PHP's), "crlf" (line ends become
// \r\n), "trim", "entities" (&, < and > become entities).
void store_texts(Json& body, const Json& names);

}  // namespace homevisit::conform
