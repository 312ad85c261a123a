// An answer as somebody gave it, on its way into a file: the same rules and the same evidence,
// wherever in a request it stands.
#pragma once

#include <optional>
#include <string>

#include "domain/answer.h"
#include "domain/school/school.h"
#include "operations/write.h"

namespace homevisit::operations {

// Completed and checked, with a new id. `given` holds it; `place` is the pointer to `given`, "" for
// the request itself. `kind`: where its place says already what was answered.
Result<Answer> answer_taken(const Call& call, const Facts& facts, const school::School& school,
                            json::Value given, const std::string& place,
                            std::optional<AnswerKind> kind = std::nullopt);

// The history as it will be with this answer.
History with_answer(History history, const Answer& answer);

}  // namespace homevisit::operations
