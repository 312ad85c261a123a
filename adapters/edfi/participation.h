// The answers of a family, as statuses of the student's participation in the program. Every answer
// has the same status: a "no" looks like a "yes", and nobody can sort families by it. What was
// answered stands in the evaluations, in words.
#pragma once

#include <string>
#include <string_view>

#include "session.h"

namespace homevisit::edfi {

// Makes the association of the student with the program where there is none.
void place_answer(const Session& session, std::string_view student, const std::string& marker,
                  std::string_view date);

// `heir`: another answer of the same day, which shares the status; or "".
void remove_answer(const Session& session, std::string_view student, const std::string& marker,
                   const std::string& heir);

}  // namespace homevisit::edfi
