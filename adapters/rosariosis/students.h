#pragma once

#include "enrolled.h"
#include "homevisit/sdk/sink.h"

namespace homevisit::rosariosis {

// The students who are enrolled now, with school and grade.
void list_students(const Session& session, sdk::Sink& sink);

// "Dutch", "Nederlands", "nl" -> "nl"; "" where it is not known: the words are the school's own.
std::string language_of(std::string_view word);

// Titles of a table by id: schools of the current years, grade levels.
std::map<std::string, std::string, std::less<>> read_schools(const Session& session,
                                                             const Years& years);

}  // namespace homevisit::rosariosis
