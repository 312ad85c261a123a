// R89: what counts as contact between the school and a family, in every list and figure: a talk
// that took place, at home, at school, by phone or online; an answer, whatever it is; an attempt in
// which somebody was spoken to, other than at the door (R95). A letter that went out is none.
#pragma once

#include <optional>

#include "base/date.h"
#include "domain/progress/facts.h"

namespace homevisit::progress {

// As far as this fact goes: a later one may take it back.
bool is_contact(const Fact& fact);

// The day of the last one that was not taken back.
std::optional<Date> last_contact(const Facts& facts);

}  // namespace homevisit::progress
