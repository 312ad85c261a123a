// How an answer came: what the form for answers and the step that confirms a visit both ask.
#pragma once

#include <string>
#include <vector>

#include "domain/roster.h"
#include "views/form_fields.h"

namespace homevisit::views {

// Interpreter, where a letter is kept, and who heard it too; folded away until it is needed.
// `place`: the pointer of the answer in the request, "" for the request itself.
void add_evidence(const FieldGroup& group, const std::vector<Staff>& colleagues,
                  const std::string& place);

}  // namespace homevisit::views
