// How a family is approached, as JSON: a part of the answer to student.history.
#pragma once

#include "domain/history.h"
#include "domain/roster.h"
#include "json/json.h"

namespace homevisit::operations {

// The member "approach". `history` is limited to the reader.
void write_approach(json::Writer& writer, const StudentFile& file, const History& history,
                    Date today);

}  // namespace homevisit::operations
